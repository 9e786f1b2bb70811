import { ProblemError } from '../domain/problem.ts';

/**
 * Fetches an image from the relay as a file that can be opened.
 *
 * @throws ProblemError `relay-unreachable` when it does not answer, `source-not-found` when the image is not there
 */
export async function fetchFile(url: string, name: string, signal: AbortSignal | null = null): Promise<File> {
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new ProblemError(answer.status === 404 ? 'source-not-found' : 'relay-unreachable');
    return new File([await answer.blob()], name);
  } catch (cause) {
    if (cause instanceof ProblemError || signal?.aborted) throw cause;
    throw new ProblemError('relay-unreachable', { cause });
  }
}
