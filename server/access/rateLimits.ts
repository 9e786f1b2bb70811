import type { MiddlewareHandler } from 'hono';
import { type IRateLimiterRes, RateLimiterMemory } from 'rate-limiter-flexible';
import { ProblemError } from '../../src/domain/problem.ts';

interface RateLimitEnv {
  Variables: { person: string | null };
}

/** What only reads is cheap: a gallery asks for many images at once. */
const READS_FOR_EACH_CHANGE = 20;
/** All people together may do as much as so many of them. */
const PEOPLE_AT_FULL_SPEED = 5;
const EVERYBODY = '*';

/**
 * Keeps one person, and all together, below so many requests a minute. Each relay counts for itself.
 *
 * @param requestsPerMinute that change something, for one person; null for no limit
 */
export function rateLimits(
  requestsPerMinute: number | null,
  now: () => Date,
): MiddlewareHandler<RateLimitEnv> {
  if (requestsPerMinute === null) return (_context, next) => next();
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const changes = [limiter(requestsPerMinute), limiter(requestsPerMinute * PEOPLE_AT_FULL_SPEED)] as const;
  const reads = [
    limiter(requestsPerMinute * READS_FOR_EACH_CHANGE),
    limiter(requestsPerMinute * READS_FOR_EACH_CHANGE * PEOPLE_AT_FULL_SPEED),
  ] as const;
  return async (context, next) => {
    const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
    const [ofOne, ofAll] = isRead ? reads : changes;
    // Nobody is named like this, since names hold no space.
    await consume(ofOne, context.get('person') ?? 'no one', now);
    await consume(ofAll, EVERYBODY, now);
    await next();
  };
}

/** @throws ProblemError that says when it lifts. */
async function consume(limiter: RateLimiterMemory, key: string, now: () => Date): Promise<void> {
  const refusal = await limiter.consume(key).then(
    () => null,
    (refused: Error | IRateLimiterRes) => refused,
  );
  if (refusal === null) return;
  if (refusal instanceof Error) throw refusal;
  const liftsAt = new Date(now().getTime() + (refusal.msBeforeNext ?? 0));
  throw new ProblemError('too-many-requests', { liftsAt });
}
