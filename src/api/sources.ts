import { queryOptions } from '@tanstack/react-query';
import { type Source, sourceSchema } from '../domain/contract/source.ts';
import { ProblemError } from '../domain/problem.ts';
import { type Answer, readAnswer } from './answer.ts';
import { fetchFile } from './fetchFile.ts';
import { retryWhileUnreachable } from './queryClient.ts';
import { request } from './request.ts';
import { sourceImageUrl } from './results.ts';
import { whileSignedIn } from './session.ts';

interface UploadOptions {
  /** Share of the bytes sent, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Sends a file's bytes; the same bytes again answer with the same source. Throws as `request` does. */
export async function uploadSource(file: Blob, options: UploadOptions = {}): Promise<Source> {
  return whileSignedIn(
    async () => readAnswer(sourceSchema, await sendFile('/api/sources', file, options)),
    options.signal,
  );
}

/** Has the relay fetch an image from the web. Throws as `request` does. */
export async function takeSourceFromUrl(url: string, signal: AbortSignal): Promise<Source> {
  try {
    return await request(sourceSchema, '/api/sources/from-url', { method: 'POST', json: { url }, signal });
  } catch (cause) {
    if (!(cause instanceof ProblemError && cause.code === 'relay-unreachable')) throw cause;
    throw new ProblemError('relay-unreachable', {
      detail:
        'It is the server that fetches images from the web, and it does not answer. Try again in a moment.',
      cause,
    });
  }
}

/** By XMLHttpRequest, because fetch cannot tell how far an upload has come. */
export function sendFile(path: string, file: Blob, { onProgress, signal }: UploadOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const upload = new XMLHttpRequest();
    const abort = () => upload.abort();
    signal?.addEventListener('abort', abort);
    upload.onloadend = () => signal?.removeEventListener('abort', abort);
    upload.onload = () => resolve({ status: upload.status, text: upload.responseText });
    upload.onerror = () => reject(new ProblemError('relay-unreachable'));
    upload.onabort = () => reject(signal?.reason);
    upload.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    upload.open('POST', path);
    upload.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    upload.send(file);
  });
}

/** The bytes of a source, asked for until the relay answers. */
export function sourceFileQuery(sourceId: string) {
  return queryOptions({
    queryKey: ['source file', sourceId],
    queryFn: ({ signal }) => fetchFile(sourceImageUrl(sourceId), sourceId, signal),
    retry: retryWhileUnreachable,
    gcTime: 0,
  });
}
