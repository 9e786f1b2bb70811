import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** Addresses that begin alike: `10.0.0.0/8`, `::1/128`. */
export type AddressRange = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** This machine: where a proxy stands unless somebody says otherwise. */
export const LOOPBACK_RANGES: readonly AddressRange[] = [
  ipaddr.parseCIDR('127.0.0.0/8'),
  ipaddr.parseCIDR('::1/128'),
];

/** `10.0.0.7, 172.18.0.0/16`: single addresses and ranges. */
export const addressRangesSchema = z.string().transform((text, context): AddressRange[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .flatMap((entry): AddressRange[] => {
      if (ipaddr.isValidCIDR(entry)) return [ipaddr.parseCIDR(entry)];
      if (ipaddr.isValid(entry)) {
        const address = ipaddr.parse(entry);
        return [[address, address.kind() === 'ipv4' ? 32 : 128]];
      }
      const message = `TRUSTED_PROXIES: ${entry} is neither an address nor a range such as 172.18.0.0/16.`;
      context.addIssue({ code: 'custom', message });
      return [];
    }),
);

/** Whether an address, IPv4 also where it is written as IPv6, lies in one of the ranges. */
export function isInRanges(text: string, ranges: readonly AddressRange[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return ranges.some(([start, bits]) => address.kind() === start.kind() && address.match([start, bits]));
}

/** What one household or server has: an address of IPv4, or the first 64 bits of IPv6, which are given out together. */
export function networkOf(text: string): string {
  if (!ipaddr.isValid(text)) return text;
  const address = ipaddr.process(text);
  if (address.kind() === 'ipv4') return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`)}/64`;
}
