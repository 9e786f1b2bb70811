import { QueryClient } from '@tanstack/react-query';
import { type ProblemCode, ProblemError } from '../domain/problem.ts';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5000;

const PASSING: ReadonlySet<ProblemCode> = new Set([
  'relay-unreachable',
  'answered-by-another',
  'database-unavailable',
  'too-many-requests',
]);

/** Retries for as long as the relay or its database is away or it wants things slower, and nothing that it refused. */
export function retryWhileUnreachable(_failureCount: number, error: Error): boolean {
  return error instanceof ProblemError && PASSING.has(error.code);
}

const TRIES_AT_ANOTHER = 3;

/** The same for one of many: a page that stays in the place of the relay stops it, as the others wait behind it. */
export function retryOneOfMany(failureCount: number, error: Error): boolean {
  const isAnother = error instanceof ProblemError && error.code === 'answered-by-another';
  return retryWhileUnreachable(failureCount, error) && !(isAnother && failureCount >= TRIES_AT_ANOTHER);
}

/** Why something is asked for again and again, where that is more than an absent relay. */
export function toldWhileWaiting(failure: Error | null): ProblemError | null {
  return failure instanceof ProblemError && failure.code !== 'relay-unreachable' ? failure : null;
}

/**
 * Waits 0.5 s, then twice as long each time, up to 5 s: soon enough to feel like recovering by itself. Where the relay
 * says when to come back, until then.
 */
export function retryDelayMs(failureCount: number, error?: Error): number {
  const delayMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failureCount);
  const liftsAt = error instanceof ProblemError ? error.liftsAt : undefined;
  return liftsAt === undefined ? delayMs : Math.max(delayMs, liftsAt.getTime() - Date.now());
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The relay is usually on this machine: whether the browser is «online» says nothing about it.
        networkMode: 'always',
        retry: retryWhileUnreachable,
        retryDelay: retryDelayMs,
        staleTime: 60_000,
        gcTime: Number.POSITIVE_INFINITY,
      },
      mutations: { networkMode: 'always', retry: false, retryDelay: retryDelayMs },
    },
  });
}
