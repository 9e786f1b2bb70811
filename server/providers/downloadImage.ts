import { open } from 'node:fs/promises';
import { ProblemError, problemDetail } from '../../src/domain/problem.ts';
import { isLate, isSilence, type OutboundAnswer, type OutboundGuard } from '../access/outboundGuard.ts';
import type { FetchOutcome } from './Provider.ts';

interface Download {
  readonly url: string;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly guard: OutboundGuard;
}

const MAX_RESULT_BYTES = 200_000_000;

/**
 * Fetches a result to a file. No key goes along: results lie at public addresses of other hosts, and an address that
 * leads elsewhere is not followed.
 */
export async function downloadImage({
  url,
  file,
  signal,
  timeoutMs,
  guard,
}: Download): Promise<FetchOutcome> {
  try {
    const response = await guard.fetch({ url, signal, timeoutMs });
    if (response.status < 200 || response.status > 299) {
      await response.cancel();
      return response.status === 429 || response.status >= 500
        ? { kind: 'retry-later', problem: unavailable(`HTTP ${response.status}`, response.status) }
        : gone(`HTTP ${response.status}`, response.status);
    }
    return await writeBody(response, file);
  } catch (error) {
    signal.throwIfAborted();
    if (isLocalFileError(error)) throw error;
    if (error instanceof ProblemError && error.code === 'url-refused') {
      return gone('The address of the result is not a public web address.', null);
    }
    return { kind: 'retry-later', problem: unavailable(whatBroke(error, timeoutMs), null) };
  }
}

function whatBroke(error: unknown, timeoutMs: number): string {
  if (isSilence(error)) return 'It fell silent.';
  return isLate(error) ? `Not there within ${timeoutMs / 1000} s.` : 'The connection broke.';
}

async function writeBody(response: OutboundAnswer, file: string): Promise<FetchOutcome> {
  let fileBytes = 0;
  const handle = await open(file, 'w');
  try {
    for await (const chunk of response.body) {
      fileBytes += chunk.byteLength;
      if (fileBytes > MAX_RESULT_BYTES) {
        return gone(`The result has more than ${MAX_RESULT_BYTES / 1e6} MB.`, response.status);
      }
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return { kind: 'fetched' };
}

/** Trouble with our own file, such as a full disk, and not with the connection. */
function isLocalFileError(error: unknown): boolean {
  return (
    error instanceof Error && 'syscall' in error && (error.syscall === 'write' || error.syscall === 'open')
  );
}

function unavailable(message: string, httpStatus: number | null) {
  return {
    code: 'result-unavailable' as const,
    detail: problemDetail('result-unavailable'),
    upstream: { httpStatus, code: null, message, requestId: null },
  };
}

function gone(message: string, httpStatus: number | null): FetchOutcome {
  return { kind: 'gone', problem: unavailable(message, httpStatus) };
}
