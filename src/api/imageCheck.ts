import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ProblemError, problemStatus } from '../domain/problem.ts';
import { readAnswer } from './answer.ts';
import { isPage } from './fetchFile.ts';
import { whileSignedIn } from './session.ts';

const FIRST_PAUSE_MS = 1000;
const LAST_PAUSE_MS = 30_000;

/** What a browser says nothing about: why an image did not come. Asked again, ever more rarely, until it is there. */
export function imageCheckQuery(src: string, attempt: number | string) {
  return queryOptions({
    queryKey: ['image check', src, attempt],
    queryFn: ({ signal }) => whileSignedIn(() => check(src, signal), signal),
    retry: (_count, error) => error instanceof ProblemError && mayPass(error),
    // A server that says when to come back is not asked before.
    retryDelay: (count, error) =>
      Math.max(Math.min(LAST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** count), untilLifted(error)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

async function check(src: string, signal: AbortSignal): Promise<true> {
  const response = await fetch(src, { redirect: 'manual', signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new ProblemError('relay-unreachable', { cause });
  });
  if (isPage(response)) throw new ProblemError('answered-by-another');
  if (!response.ok) readAnswer(z.never(), { status: response.status, text: await response.text() });
  await response.body?.cancel();
  return true;
}

/** Whether trouble is the server's and not the image's. */
export function mayPass({ code }: ProblemError): boolean {
  const status = problemStatus(code);
  return status >= 500 || status === 429 || code === 'relay-unreachable';
}

function untilLifted(error: Error): number {
  return error instanceof ProblemError && error.liftsAt ? error.liftsAt.getTime() - Date.now() : 0;
}
