import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../domain/problem.ts';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5000;

/** Retries for as long as the relay is away, and nothing that the relay itself refused. */
export function retryWhileUnreachable(_failureCount: number, error: Error): boolean {
  return error instanceof ProblemError && error.code === 'relay-unreachable';
}

/** Waits 0.5 s, then twice as long each time, up to 5 s: soon enough to feel like recovering by itself. */
export function retryDelayMs(failureCount: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failureCount);
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
