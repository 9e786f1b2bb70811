import { ProblemError } from '../domain/problem.ts';
import { readUrl } from './readUrl.ts';
import type { Arrival } from './sourceStore.ts';
import { fileNameIn } from './webAddress.ts';

/** More would only share the line. */
const AT_ONCE = 3;

/** Reads images from several addresses, some at a time; one that cannot be had holds up none of the others. */
export async function readUrls(
  urls: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly arrivals: readonly Arrival[]; readonly failed: readonly string[] }> {
  const found = new Map<string, Arrival>();
  const failed: string[] = [];
  const waiting = [...urls];
  const readOn = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      signal.throwIfAborted();
      try {
        found.set(url, await readUrl(url, signal));
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        failed.push(nameOf(url));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  return { arrivals: urls.flatMap((url) => found.get(url) ?? []), failed };
}

function nameOf(url: string): string {
  return /^data:/i.test(url) ? 'pasted image' : fileNameIn(url);
}
