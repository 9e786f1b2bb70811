import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { isPublicAddress } from './publicAddress.ts';

/**
 * Where a request comes from. Behind a proxy that is the last address in `X-Forwarded-For`, which the proxy itself
 * wrote; whoever connects from the public internet is not that proxy and is not believed.
 */
export function clientAddress(context: Context, isBehindProxy: boolean): string {
  const peer = peerAddress(context);
  if (!isBehindProxy || isPublicAddress(peer)) return peer;
  return context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || peer;
}

/** Empty without a server around the app. */
function peerAddress(context: Context): string {
  return context.env?.incoming === undefined ? '' : (getConnInfo(context).remote.address ?? '');
}
