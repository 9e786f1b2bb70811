import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { ProblemError } from '../domain/problem.ts';
import { readAnswer } from './answer.ts';
import { isPage } from './fetchFile.ts';
import { whileSignedIn } from './session.ts';

/**
 * Where a result is fetched as a file.
 *
 * @param name of the file, without its ending; left out where only its bytes count
 */
export function deliveryUrl(resultId: string, delivery: Delivery, name?: string): string {
  const { width, height, type, quality, profile, metadata, crop } = delivery;
  const query = new URLSearchParams({
    ...{ width: String(width), height: String(height), type, profile, metadata },
    ...(type === 'png' ? {} : { quality: String(quality) }),
    ...(crop ? { crop: '1' } : {}),
    ...(name === undefined ? {} : { name }),
  });
  return `/api/results/${encodeURIComponent(resultId)}/delivery?${query}`;
}

/** How many bytes a delivery has: the relay makes it and counts them, and has it at hand when it is taken. */
export function deliveryBytesQuery(resultId: string, delivery: Delivery) {
  const url = deliveryUrl(resultId, delivery);
  return queryOptions({
    queryKey: ['delivery bytes', url],
    queryFn: ({ signal }) => whileSignedIn(() => countBytes(url, signal), signal),
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function countBytes(url: string, signal: AbortSignal): Promise<number> {
  const head = await fetchOrThrow(url, { method: 'HEAD', signal });
  if (head.ok) return Number(head.headers.get('Content-Length'));
  // An answer without a body does not say what is wrong.
  const answer = await fetchOrThrow(url, { signal });
  readAnswer(z.unknown(), { status: answer.status, text: answer.ok ? '' : await answer.text() });
  return Number(answer.headers.get('Content-Length'));
}

/** @throws ProblemError `relay-unreachable` when it does not answer, `answered-by-another` when a page comes instead */
async function fetchOrThrow(url: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
  const answer = await fetch(url, { ...init, redirect: 'manual' }).catch((cause: unknown) => {
    init.signal.throwIfAborted();
    throw new ProblemError('relay-unreachable', { cause });
  });
  if (isPage(answer)) throw new ProblemError('answered-by-another');
  return answer;
}
