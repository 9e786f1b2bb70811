import { storableText } from '../../../src/domain/storableText.ts';
import { createDispatcher, type ProxySettings } from '../../access/proxySettings.ts';
import type { StreamedBody } from './base64Body.ts';
import { isLocalFileError, messageOf } from './connectionErrors.ts';
import { cutOutImages } from './imagesInside.ts';
import type { KlingAuth } from './klingAuth.ts';
import { exchange, headerOf } from './klingExchange.ts';
import { type KlingReply, readKlingReply } from './klingReply.ts';
import { retryAfterMs } from './retryAfter.ts';

/** One answer, or why there is none. */
export type KlingAnswer =
  | {
      readonly kind: 'answered';
      readonly reply: KlingReply;
      /** Images that came inside of it, for `imageInside`. */
      readonly images?: readonly Buffer[];
      /** It was larger than is read, and nothing is known of its end. */
      readonly isCut?: boolean;
      readonly retryAfterMs?: number;
      /** Its clock, if it tells; milliseconds since 1970. */
      readonly clockMs: number | null;
    }
  /** The request surely never arrived. */
  | { readonly kind: 'not-sent'; readonly message: string }
  /** It left, and no answer came back whole. */
  | { readonly kind: 'lost'; readonly message: string };

export interface KlingCall {
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
  /** On the way there; null for none. */
  readonly proxies: ProxySettings | null;
  /** A signal that aborts once an answer has taken too long. */
  readonly timeoutSignal?: (ms: number) => AbortSignal;
}

/** Of the words of an answer. */
const MAX_REPLY_BYTES = 1_000_000;
/** Of an answer to a question, which may hold its images. It is held in memory, so it may be half of what a result may. */
export const MAX_ANSWER_BYTES = 100_000_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Codes with which Kling refuses a token. Nothing was carried out. */
const REFUSES_TOKEN = /^100[0-4]$/;
/** It is too early or too late for the token: one that is signed anew may do. */
const TOKEN_ENDED = /^100[34]$/;

/**
 * Calls one upstream. Redirects are answers like any other: the key goes to no other address. It throws only when
 * aborted or when a file of this machine cannot be read.
 */
export function createKlingClient({
  baseUrl,
  auth,
  now,
  proxies,
  timeoutSignal = AbortSignal.timeout,
}: KlingClientOptions) {
  const { origin, pathname } = new URL(baseUrl);
  // Each call has a patience of its own.
  const dispatcher = createDispatcher(proxies, {
    ...{ headersTimeout: 0, bodyTimeout: 0 },
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });
  const once = async (call: KlingCall): Promise<KlingAnswer> => {
    const timeout = timeoutSignal(call.timeoutMs);
    const token = await auth.token();
    const maxBytes = call.body === undefined ? MAX_ANSWER_BYTES : MAX_REPLY_BYTES;
    let hasConnected = false;
    try {
      const { status, headers, came } = await exchange(dispatcher, {
        origin,
        path: `${pathname === '/' ? '' : pathname}${call.path}`,
        token,
        body: call.body,
        signal: AbortSignal.any([call.signal, timeout]),
        maxBytes,
        onConnected: () => {
          hasConnected = true;
        },
      });
      // Some gateways repeat the key in their complaint about it.
      const { rest, images } = cutOutImages(came);
      const text = rest.subarray(0, MAX_REPLY_BYTES).toString('utf8');
      const reply = readKlingReply(status, text, (said) => auth.redactIn(said));
      const wait = retryAfterMs(headerOf(headers, 'retry-after'), now().getTime());
      const clockMs = Date.parse(headerOf(headers, 'date') ?? '');
      return {
        ...{ kind: 'answered', reply, clockMs: Number.isNaN(clockMs) ? null : clockMs },
        ...{ images, isCut: came.byteLength > maxBytes },
        ...(wait === undefined ? {} : { retryAfterMs: wait }),
      };
    } catch (error) {
      call.signal.throwIfAborted();
      if (isLocalFileError(error)) throw error;
      const message = timeout.aborted ? `No answer within ${call.timeoutMs / 1000} s.` : messageOf(error);
      return { kind: hasConnected ? 'lost' : 'not-sent', message: auth.redactIn(storableText(message)) };
    }
  };

  return {
    close: () => dispatcher.destroy(),
    call: async (call: KlingCall): Promise<KlingAnswer> => {
      const answer = await once(call);
      if (answer.kind !== 'answered') return answer;
      const code = answer.reply.upstream.code ?? '';
      const isCorrected =
        REFUSES_TOKEN.test(code) && answer.clockMs !== null && auth.setClockBy(answer.clockMs);
      return (isCorrected || TOKEN_ENDED.test(code)) && auth.renew() ? once(call) : answer;
    },
  };
}
