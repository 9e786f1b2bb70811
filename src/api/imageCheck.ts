import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ProblemError, problemStatus } from '../domain/problem.ts';
import { readAnswer } from './answer.ts';

const FIRST_PAUSE_MS = 1000;
const LAST_PAUSE_MS = 30_000;

/** What a browser says nothing about: why an image did not come. Asked again, ever more rarely, until it is there. */
export function imageCheckQuery(src: string, attempt: number | string) {
  return queryOptions({
    queryKey: ['image check', src, attempt],
    queryFn: async ({ signal }) => {
      const response = await fetch(src, { signal }).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw new ProblemError('relay-unreachable', { cause });
      });
      if (!response.ok) readAnswer(z.never(), { status: response.status, text: await response.text() });
      await response.body?.cancel();
      return true;
    },
    retry: (_count, error) => error instanceof ProblemError && mayPass(error),
    retryDelay: (count) => Math.min(LAST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** count),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Whether trouble is the server's and not the image's. */
export function mayPass({ code }: ProblemError): boolean {
  const status = problemStatus(code);
  return status >= 500 || status === 429 || code === 'relay-unreachable';
}
