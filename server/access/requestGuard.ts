import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../../src/domain/problem.ts';
import { isLoopback } from './loopback.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface OwnAddress {
  /** Where the relay listens. */
  readonly host: string;
  /** Where others reach it. */
  readonly publicUrl: string | null;
  /** Further names under which the relay is asked, such as that of its container, in small letters. */
  readonly allowedHosts: readonly string[];
}

/**
 * Keeps other web pages out. A page elsewhere can make a browser send requests here, so what changes anything must come
 * from our own page; and a foreign name that was pointed at this machine (DNS rebinding) is not our own page.
 */
export function requestGuard({ host: ownHost, publicUrl, allowedHosts }: OwnAddress): MiddlewareHandler {
  const publicAddress = publicUrl === null ? null : new URL(publicUrl);
  const isOwnHost = (host: string) => {
    if (host.toLowerCase() === publicAddress?.host) return true;
    const name = hostnameOf(host);
    if (name === null) return false;
    if (allowedHosts.includes(name)) return true;
    // No foreign name can be an address, so over the network all of them are ours.
    return isLoopback(name) || (!isLoopback(ownHost) && (isAddress(name) || name === ownHost.toLowerCase()));
  };
  return async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host;
    if (!isOwnHost(host)) throw new ProblemError('request-refused');
    if (!SAFE_METHODS.has(context.req.method)) {
      const site = context.req.header('sec-fetch-site');
      const origin = context.req.header('origin');
      const isOwnPage =
        site === undefined
          ? isOriginOf(origin, host, publicAddress)
          : site === 'same-origin' || site === 'none';
      if (!isOwnPage) throw new ProblemError('request-refused');
    }
    await next();
  };
}

/** Programs that are not browsers send no origin. */
function isOriginOf(origin: string | undefined, host: string, publicAddress: URL | null): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase() || origin === publicAddress?.origin;
}

/** The host of a `Host` header without its port; null when it is none. */
function hostnameOf(host: string): string | null {
  const [, name] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host) ?? [];
  return name?.toLowerCase() ?? null;
}

function isAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
