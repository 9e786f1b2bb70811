import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { type AddressRange, isInRanges } from './addressRange.ts';

/** For benchmarks (RFC 2544); some VPN clients answer every name with one of these and fetch it themselves. */
export const FAKE_RANGES: readonly AddressRange[] = [ipaddr.parseCIDR('198.18.0.0/15')];

type Resolve = (host: string) => Promise<readonly string[]>;

const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Whether this machine's resolver makes addresses up: a sentence for whoever runs the relay, or null. The outbound guard
 * would refuse every result, after it was paid for.
 *
 * @param host a public name, such as the provider's
 */
export async function resolverProblem(
  host: string,
  resolve: Resolve = systemResolve,
): Promise<string | null> {
  const addresses = await resolve(host).catch(() => []);
  const fake = addresses.find((address) => isInRanges(address, FAKE_RANGES));
  if (fake === undefined) return null;
  return `The resolver of this machine answers ${host} with ${fake}, an address of no host: a VPN or proxy client makes them up. The relay does not open such addresses, so results could be paid for and not fetched. Take the relay out of that client (its «fake IP» mode), or set HTTPS_PROXY to its port.`;
}
