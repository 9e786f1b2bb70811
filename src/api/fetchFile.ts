import { type ProblemCode, ProblemError } from '../domain/problem.ts';
import { whileSignedIn } from './session.ts';

/**
 * Fetches an image from the relay as a file that can be opened.
 *
 * @throws ProblemError `relay-unreachable` when it does not answer, `answered-by-another` when a page comes in the place of
 * the image, `source-not-found` when that is not there
 */
export function fetchFile(url: string, name: string, signal?: AbortSignal): Promise<File> {
  return whileSignedIn(() => fetchOnce(url, name, signal), signal);
}

async function fetchOnce(url: string, name: string, signal?: AbortSignal): Promise<File> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: signal ?? null });
    if (isPage(answer)) throw new ProblemError('answered-by-another');
    if (!answer.ok) throw new ProblemError(CODES[answer.status] ?? 'relay-unreachable');
    return new File([await answer.blob()], name);
  } catch (cause) {
    if (cause instanceof ProblemError || signal?.aborted) throw cause;
    throw new ProblemError('relay-unreachable', { cause });
  }
}

/** Whether it is what something between browser and relay shows in place of an image: a page, or the way to one. */
export function isPage({ ok, status, type, headers }: Response): boolean {
  const isHtml = headers.get('Content-Type')?.startsWith('text/html') ?? false;
  return type === 'opaqueredirect' || (status >= 300 && status < 400) || (ok && isHtml);
}

const CODES: Readonly<Record<number, ProblemCode>> = { 401: 'sign-in-required', 404: 'source-not-found' };
