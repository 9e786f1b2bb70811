import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { StreamedBody } from './base64Body.ts';
import type { KlingAuth } from './klingAuth.ts';
import { type KlingReply, readKlingReply } from './klingReply.ts';
import { retryAfterMs } from './retryAfter.ts';

/** One answer, or why there is none. */
export type KlingAnswer =
  | {
      readonly kind: 'answered';
      readonly reply: KlingReply;
      readonly retryAfterMs?: number;
      /** Its clock, if it tells; milliseconds since 1970. */
      readonly clockMs: number | null;
    }
  /** The request surely never arrived. */
  | { readonly kind: 'not-sent'; readonly message: string }
  /** It left, and no answer came back whole. */
  | { readonly kind: 'lost'; readonly message: string };

interface KlingCall {
  readonly path: string;
  /** Makes it a POST. */
  readonly body?: StreamedBody;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

interface KlingClientOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly auth: KlingAuth;
  readonly now: () => Date;
}

const MAX_REPLY_CHARACTERS = 1_000_000;
/** The clock says too early or too late: a token signed anew may do. Nothing was carried out. */
const TOKEN_ENDED = new Set(['1003', '1004']);

/**
 * Calls one upstream. Redirects are answers like any other: the key goes to no other address. It throws only when
 * aborted or when a file of this machine cannot be read.
 */
export function createKlingClient({ baseUrl, auth, now }: KlingClientOptions) {
  const once = async (call: KlingCall): Promise<KlingAnswer> => {
    const timeout = AbortSignal.timeout(call.timeoutMs);
    const token = await auth.token();
    let hasConnected = false;
    try {
      const { response, text } = await exchange({
        url: `${baseUrl}${call.path}`,
        token,
        body: call.body,
        signal: AbortSignal.any([call.signal, timeout]),
        onConnected: () => {
          hasConnected = true;
        },
      });
      // Some gateways repeat the key in their complaint about it.
      const reply = readKlingReply(response.statusCode ?? 0, auth.redactIn(text));
      const wait = retryAfterMs(response.headers['retry-after'] ?? null, now().getTime());
      const clockMs = Date.parse(response.headers.date ?? '');
      return {
        ...{ kind: 'answered', reply, clockMs: Number.isNaN(clockMs) ? null : clockMs },
        ...(wait === undefined ? {} : { retryAfterMs: wait }),
      };
    } catch (error) {
      call.signal.throwIfAborted();
      if (isOfThisMachine(error)) throw error;
      const message = timeout.aborted ? `No answer within ${call.timeoutMs / 1000} s.` : messageOf(error);
      return { kind: hasConnected ? 'lost' : 'not-sent', message: auth.redactIn(message) };
    }
  };

  return {
    call: async (call: KlingCall): Promise<KlingAnswer> => {
      const answer = await once(call);
      const code = answer.kind === 'answered' ? answer.reply.upstream.code : null;
      return code !== null && TOKEN_ENDED.has(code) && auth.renew() ? once(call) : answer;
    },
  };
}

interface Exchange {
  readonly url: string;
  readonly token: string;
  readonly body: StreamedBody | undefined;
  readonly signal: AbortSignal;
  /** From here on the request may have arrived. */
  readonly onConnected: () => void;
}

async function exchange({ url, token, body, signal, onConnected }: Exchange) {
  const isSecure = url.startsWith('https:');
  const request = (isSecure ? httpsRequest : httpRequest)(url, {
    method: body === undefined ? 'GET' : 'POST',
    signal,
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json',
      // Only pages of browsers need more; some gateways refuse requests without any.
      'User-Agent': 'outframe',
      ...(body === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': String(body.bytes) }),
    },
  });
  request.once('socket', (socket) => {
    if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', onConnected);
    else onConnected();
  });
  const answered = responseOf(request);
  // An upstream may refuse and hang up before it has read everything: then its answer counts, if there is one.
  const sent = body === undefined ? endOf(request) : pipeline(body.chunks(), request);
  const unsent = await Promise.race([
    sent.then(
      () => null,
      (error: unknown) => ({ error }),
    ),
    answered.then(
      () => null,
      () => null,
    ),
  ]);
  if (unsent !== null && isOfThisMachine(unsent.error)) throw unsent.error;
  const response = await answered;
  return { response, text: await textOf(response) };
}

async function endOf(request: ClientRequest): Promise<void> {
  request.end();
}

function responseOf(request: ClientRequest): Promise<IncomingMessage> {
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
    request.once('close', () => reject(new Error('The connection broke.')));
  });
  // Nobody waits for it while the body is still leaving.
  response.catch(() => undefined);
  return response;
}

async function textOf(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response) {
    if (text.length < MAX_REPLY_CHARACTERS) text += part;
  }
  return text.slice(0, MAX_REPLY_CHARACTERS);
}

const systemErrorSchema = z.object({
  code: z.string().optional(),
  syscall: z.string().optional(),
  message: z.string(),
});
const FILE_CALLS = new Set(['open', 'read', 'stat', 'close']);

/** `localhost` and the like have several addresses; each was tried. */
function systemError(error: unknown) {
  return systemErrorSchema.safeParse(error instanceof AggregateError ? error.errors[0] : error).data;
}

/** Our own file could not be read. A broken connection says `read` too, and ECONNRESET. */
function isOfThisMachine(error: unknown): boolean {
  const { code = '', syscall = '' } = systemError(error) ?? {};
  return FILE_CALLS.has(syscall) && !/^(ECONN|ETIMEDOUT|EPIPE|ENET|EHOST)/.test(code);
}

function messageOf(error: unknown): string {
  const { code, message } = systemError(error) ?? { code: undefined, message: '' };
  if (message === '') return code ?? 'The connection broke.';
  return code === undefined || message.includes(code) ? message : `${code}: ${message}`;
}
