import { type ProblemCode, ProblemError } from '../domain/problem.ts';
import { whileSignedIn } from './session.ts';

/**
 * Fetches an image from the relay as a file that can be opened.
 *
 * @throws ProblemError `relay-unreachable` when it does not answer, `source-not-found` when the image is not there
 */
export function fetchFile(url: string, name: string, signal?: AbortSignal): Promise<File> {
  return whileSignedIn(() => fetchOnce(url, name, signal), signal);
}

async function fetchOnce(url: string, name: string, signal?: AbortSignal): Promise<File> {
  try {
    const answer = await fetch(url, { signal: signal ?? null });
    if (!answer.ok) throw new ProblemError(CODES[answer.status] ?? 'relay-unreachable');
    return new File([await answer.blob()], name);
  } catch (cause) {
    if (cause instanceof ProblemError || signal?.aborted) throw cause;
    throw new ProblemError('relay-unreachable', { cause });
  }
}

const CODES: Readonly<Record<number, ProblemCode>> = { 401: 'sign-in-required', 404: 'source-not-found' };
