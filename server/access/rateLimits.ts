import { getTableName } from 'drizzle-orm';
import type { MiddlewareHandler } from 'hono';
import type pg from 'pg';
import {
  type IRateLimiterRes,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
} from 'rate-limiter-flexible';
import { ProblemError } from '../../src/domain/problem.ts';
import { rateLimits as table } from '../database/accessTables.ts';

interface RateLimitEnv {
  Variables: { person: string | null };
}

/** What only reads is cheap: a gallery asks for many images at once. */
const READS_FOR_EACH_CHANGE = 20;
/** All people together may do as much as so many of them. */
const PEOPLE_AT_FULL_SPEED = 5;
const EVERYBODY = '*';

export interface RateLimitDeps {
  /** Of those that change something, for one person; null for no limit. */
  readonly requestsPerMinute: number | null;
  /** Where several relays count together; null where there is one alone. */
  readonly pool: pg.Pool | null;
  readonly now: () => Date;
}

/**
 * Keeps one person, and all together, below so many requests a minute. What changes something is counted by all relays
 * together; each counts for itself what only reads, which is much and cheap.
 */
export function rateLimits(parts: RateLimitDeps): MiddlewareHandler<RateLimitEnv> {
  const { requestsPerMinute, pool, now } = parts;
  if (requestsPerMinute === null) return (_context, next) => next();
  const counted = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const countedTogether = (points: number, keyPrefix: string) =>
    pool === null
      ? counted(points)
      : new RateLimiterPostgres({
          ...{ storeClient: pool, tableName: getTableName(table), tableCreated: true },
          ...{ points, duration: 60, keyPrefix },
        });
  const changes = [
    countedTogether(requestsPerMinute, 'one'),
    countedTogether(requestsPerMinute * PEOPLE_AT_FULL_SPEED, 'all'),
  ] as const;
  const reads = [
    counted(requestsPerMinute * READS_FOR_EACH_CHANGE),
    counted(requestsPerMinute * READS_FOR_EACH_CHANGE * PEOPLE_AT_FULL_SPEED),
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
async function consume(limiter: RateLimiterAbstract, key: string, now: () => Date): Promise<void> {
  const refusal = await limiter.consume(key).then(
    () => null,
    (refused: Error | IRateLimiterRes) => refused,
  );
  if (refusal === null) return;
  if (refusal instanceof Error) throw refusal;
  const liftsAt = new Date(now().getTime() + (refusal.msBeforeNext ?? 0));
  throw new ProblemError('too-many-requests', { liftsAt });
}
