import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { type AddressRange, isInRanges } from './addressRange.ts';

/**
 * Where a request comes from: read from `X-Forwarded-For` from its end, each proxy's entry believed as long as it was
 * written by one that is trusted. Whoever else connects is the client, whatever it claims.
 */
export function clientAddress(context: Context, trustedProxies: readonly AddressRange[]): string {
  const peer = peerAddress(context);
  const claimed = (context.req.header('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  // Without a server around the app there is no peer: what stands in the header was written by whoever asks for it.
  const isTrusted = (address: string) =>
    address === '' ? trustedProxies.length > 0 : isInRanges(address, trustedProxies);
  let address = peer;
  while (isTrusted(address)) {
    const next = claimed.pop();
    if (next === undefined || next === '') break;
    address = next;
  }
  return address;
}

/** Empty without a server around the app. */
function peerAddress(context: Context): string {
  return context.env?.incoming === undefined ? '' : (getConnInfo(context).remote.address ?? '');
}
