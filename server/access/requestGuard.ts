import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../../src/domain/problem.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Keeps other web pages out. A page elsewhere can make a browser send requests here, so what changes anything must come
 * from our own page; and a foreign name that was pointed at this machine (DNS rebinding) is not our own page.
 */
export function requestGuard(publicUrl: string | null): MiddlewareHandler {
  const publicHost = publicUrl === null ? null : new URL(publicUrl).host;
  const isOwnHost = (host: string) => LOOPBACK.test(host) || host.toLowerCase() === publicHost;
  return async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host;
    if (!isOwnHost(host)) throw new ProblemError('request-refused');
    if (!SAFE_METHODS.has(context.req.method)) {
      const site = context.req.header('sec-fetch-site');
      const origin = context.req.header('origin');
      const isOwnPage =
        site === undefined ? isOriginOf(origin, host, publicUrl) : site === 'same-origin' || site === 'none';
      if (!isOwnPage) throw new ProblemError('request-refused');
    }
    await next();
  };
}

/** Programs that are not browsers send no origin. */
function isOriginOf(origin: string | undefined, host: string, publicUrl: string | null): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase() || origin === publicUrl;
}
