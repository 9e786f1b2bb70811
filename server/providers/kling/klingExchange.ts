import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { StreamedBody } from './base64Body.ts';
import { unpackedReply } from './unpackedReply.ts';

interface Exchange {
  readonly origin: string;
  readonly path: string;
  readonly token: string;
  readonly body: StreamedBody | undefined;
  readonly signal: AbortSignal;
  /** Of more, one byte tells that there was more. */
  readonly maxBytes: number;
  /** From here on the request may have arrived. */
  readonly onConnected: () => void;
}

interface Exchanged {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly came: Buffer;
}

/** An upstream may refuse and hang up before it has read everything: then its answer counts, if there is one. */
export function exchange(dispatcher: Dispatcher, call: Exchange): Promise<Exchanged> {
  const { origin, path, body, signal, maxBytes } = call;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    const chunks: Buffer[] = [];
    let bytes = 0;
    const abort = () => {
      controller?.abort(new Error('Given up.'));
      reject(signal.reason);
    };
    const settled = () => signal.removeEventListener('abort', abort);
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const sent = body === undefined ? null : Readable.from(body.chunks(), { highWaterMark: 1 });
    dispatcher.dispatch(
      { origin, path, method: body === undefined ? 'GET' : 'POST', headers: headersOf(call), body: sent },
      {
        // Called with a connection in hand, before the first byte leaves.
        onRequestStart: (started) => {
          controller = started;
          if (signal.aborted) started.abort(new Error('Given up.'));
          else call.onConnected();
        },
        onResponseStart: (_controller, code, got) => {
          status = code;
          headers = got;
        },
        onResponseData: (_controller, chunk) => {
          if (bytes <= maxBytes) chunks.push(chunk);
          bytes += chunk.byteLength;
        },
        onResponseEnd: () => {
          settled();
          const packed = Buffer.concat(chunks).subarray(0, maxBytes + 1);
          const came = unpackedReply(packed, headerOf(headers, 'content-encoding'), maxBytes);
          resolve({ status, headers, came });
        },
        onResponseError: (_controller, error) => {
          settled();
          sent?.destroy();
          reject(error);
        },
      },
    );
  });
}

function headersOf({ token, body }: Pick<Exchange, 'token' | 'body'>): Record<string, string> {
  return {
    Authorization: `Bearer ${token}`,
    Accept: 'application/json',
    // Only pages of browsers need more; some gateways refuse requests without any.
    'User-Agent': 'outframe',
    ...(body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': String(body.bytes) }),
  };
}

export function headerOf(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
