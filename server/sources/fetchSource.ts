import type { Source } from '../../src/domain/contract/source.ts';
import { MAX_SOURCE_BYTES } from '../../src/domain/limits.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { abortReason } from '../abortReason.ts';
import { isLate, type OutboundAnswer, type OutboundGuard } from '../access/outboundGuard.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { fileTooLarge, receiveSource, type Upload } from './receiveSource.ts';

export interface Address {
  readonly url: string;
  readonly guard: OutboundGuard;
  readonly signal: AbortSignal;
}

/** The guard ends what falls silent or trickles; what keeps coming may take this long. */
const TIMEOUT_MS = 900_000;
/** About a tenth of what brings the largest source within that time. */
const MIN_DATA_RATE = { bytes: 300_000, everyMs: 60_000 };
/** Servers that can choose send what upstreams take as it is. */
const ACCEPT = 'image/png,image/jpeg,image/webp;q=0.9,image/*;q=0.8,*/*;q=0.1';

/**
 * Takes a source from the web, as if its file had been sent.
 *
 * @throws ProblemError as `fetchFrom` and `receiveSource` do.
 */
export function fetchSource(store: ImageStore, address: Address): Promise<Source> {
  return fetchFrom(address, MAX_SOURCE_BYTES, (upload) => receiveSource(store, upload));
}

/**
 * Hands on what an address holds, as if its file had been sent.
 *
 * @throws ProblemError as the guard does, and `url-without-image` when something else is there.
 */
export async function fetchFrom<T>(
  { url, guard, signal }: Address,
  mostBytes: number,
  receive: (upload: Upload) => Promise<T>,
): Promise<T> {
  const response = await guard.fetch({
    ...{ url, signal, timeoutMs: TIMEOUT_MS },
    ...{ minDataRate: MIN_DATA_RATE, accept: ACCEPT },
  });
  const reason = reasonAgainst(response, mostBytes);
  if (reason !== null) {
    await response.cancel();
    throw reason;
  }
  try {
    // The length of a packed body is not the file's.
    return await receive({ body: response.body, contentLength: null, signal });
  } catch (error) {
    if (signal.aborted) throw abortReason(signal);
    throw asAddressProblem(error);
  }
}

/** What can be told before the body has come. */
function reasonAgainst({ status, header }: OutboundAnswer, mostBytes: number): ProblemError | null {
  if (status >= 400) {
    return new ProblemError('url-without-image', {
      detail: `The site does not give this image away (HTTP ${status}). Save the image and open the file instead.`,
    });
  }
  if (/^text\//i.test(header('content-type') ?? '')) return new ProblemError('url-without-image');
  if (Number(header('content-length') ?? 0) > mostBytes) return fileTooLarge(mostBytes);
  return null;
}

/** The same trouble as with a sent file, seen from the one who gave an address. */
function asAddressProblem(error: unknown): unknown {
  if (!(error instanceof ProblemError)) return error;
  if (error.code === 'not-an-image') return new ProblemError('url-without-image', { cause: error });
  if (error.code !== 'upload-broken-off') return error;
  return new ProblemError(isLate(error.cause) ? 'url-too-slow' : 'url-unreachable', { cause: error });
}
