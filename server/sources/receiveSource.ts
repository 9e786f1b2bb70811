import { createHash } from 'node:crypto';
import type { Source } from '../../src/domain/contract/source.ts';
import { MAX_SOURCE_BYTES } from '../../src/domain/limits.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { readSource } from '../images/readSource.ts';
import type { ImageStore } from '../storage/imageStore.ts';

export interface Upload {
  readonly body: AsyncIterable<Uint8Array> | null;
  /** As the request states it, if it does. */
  readonly contentLength: number | null;
  /** Comes when the sender hangs up: then nobody needs the source. */
  readonly signal?: AbortSignal;
}

export interface Received {
  readonly file: string;
  readonly id: string;
  readonly fileBytes: number;
}

/**
 * Takes a file in: streams it to disk while hashing and counting, finds out what it is, and only then puts it
 * where sources stand. A refused file leaves nothing behind.
 *
 * @throws ProblemError when it is too large, breaks off, or cannot be a source.
 */
export async function receiveSource(store: ImageStore, upload: Upload): Promise<Source> {
  const file = store.temporaryPath();
  try {
    const received = await receiveFile(store, file, { ...upload, mostBytes: MAX_SOURCE_BYTES });
    const source = await readSource(received.file, { ...received, signal: upload.signal });
    await store.adopt(file, 'sources', source.id);
    return source;
  } finally {
    await store.discard(file);
  }
}

/**
 * Streams what is sent to a file of its own, hashing and counting it.
 *
 * @throws ProblemError when it is larger than it may be, or breaks off.
 */
export async function receiveFile(
  store: ImageStore,
  file: string,
  upload: Upload & { readonly mostBytes: number },
): Promise<Received> {
  const { mostBytes } = upload;
  if ((upload.contentLength ?? 0) > mostBytes) throw fileTooLarge(mostBytes);
  const hash = createHash('sha256');
  let fileBytes = 0;
  const handle = await store.openToWrite(file);
  try {
    for await (const chunk of chunksOf(upload.body)) {
      fileBytes += chunk.byteLength;
      if (fileBytes > mostBytes) throw fileTooLarge(mostBytes);
      hash.update(chunk);
      await writeWhole(handle, chunk);
    }
  } finally {
    await handle.close();
  }
  if (upload.contentLength !== null && fileBytes !== upload.contentLength) {
    throw new ProblemError('upload-broken-off');
  }
  return { file, id: hash.digest('hex'), fileBytes };
}

export function fileTooLarge(mostBytes: number): ProblemError {
  const isOfSource = mostBytes === MAX_SOURCE_BYTES;
  const detail = `To be scaled down here a file may have at most ${mostBytes / 1e6} MB. Scale it down in another program.`;
  return new ProblemError('file-too-large', isOfSource ? {} : { detail });
}

/** The body's chunks; a connection that breaks is the sender's trouble and not ours. */
async function* chunksOf(body: AsyncIterable<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await chunks.next().catch((cause: unknown) => {
        throw new ProblemError('upload-broken-off', { cause });
      });
      if (done) return;
      yield value;
    }
  } finally {
    await chunks.return?.().catch(() => undefined);
  }
}

async function writeWhole(
  handle: { write(data: Uint8Array, offset: number): Promise<{ bytesWritten: number }> },
  chunk: Uint8Array,
): Promise<void> {
  let offset = 0;
  while (offset < chunk.byteLength) {
    const { bytesWritten } = await handle.write(chunk, offset);
    offset += bytesWritten;
  }
}
