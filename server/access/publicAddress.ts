import ipaddr from 'ipaddr.js';

/** What IANA gives out for the public internet; the rest of IPv6 is unused or for something else (RFC 4291, 2.4). */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
/** Documentation addresses newer than the list in `ipaddr.js` (RFC 9637). */
const DOCUMENTATION: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('3fff::'), 20];

/**
 * Whether an IP address belongs to the public internet. Everything with a special meaning does not: private, loopback,
 * link-local, shared (CGNAT), multicast, mapped or translated IPv4, documentation, benchmark and reserved addresses.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (!(address instanceof ipaddr.IPv6)) return true;
  return address.match(GLOBAL_UNICAST) && !address.match(DOCUMENTATION);
}
