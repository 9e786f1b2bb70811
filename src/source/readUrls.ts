import { ProblemError } from '../domain/problem.ts';
import { readUrl } from './readUrl.ts';
import type { Arrival } from './sourceStore.ts';
import { fileNameIn } from './webAddress.ts';

/** More would only share the line. */
const AT_ONCE = 3;

interface Unread {
  readonly name: string;
  readonly problem: ProblemError;
}

/**
 * Reads images from several addresses, some at a time; one that cannot be had holds up none of the others.
 *
 * @throws the signal's reason when it was aborted, and nothing else
 */
export async function readUrls(
  urls: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly arrivals: readonly Arrival[]; readonly failed: readonly Unread[] }> {
  const found = new Map<string, Arrival>();
  const failed: Unread[] = [];
  const waiting = [...urls];
  const readOn = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      signal.throwIfAborted();
      try {
        found.set(url, await readUrl(url, signal));
      } catch (cause) {
        signal.throwIfAborted();
        const problem = cause instanceof ProblemError ? cause : new ProblemError('internal', { cause });
        failed.push({ name: nameOf(url), problem });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  return { arrivals: urls.flatMap((url) => found.get(url) ?? []), failed };
}

/** What it is called where it is told of. */
export function nameOf(url: string): string {
  return /^data:/i.test(url) ? 'pasted image' : fileNameIn(url);
}
