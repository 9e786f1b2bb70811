import type { ProxySettings } from '../../access/proxySettings.ts';
import { createKlingAuth, type KlingCredentials } from './klingAuth.ts';
import { createKlingClient, type KlingAnswer, type KlingCall } from './klingClient.ts';
import { outcomeWord } from './klingOutcome.ts';
import type { KlingName, KlingPreset } from './klingPreset.ts';

/** One call as it went, for the log and the figures. */
export interface UpstreamCall {
  readonly provider: KlingName;
  readonly call: 'submit' | 'find' | 'poll' | 'balance';
  /** `answered`, `busy`, `trouble`, `duplicate`, `not-found`, `refused`, `not-sent` or `lost`. */
  readonly outcome: string;
  readonly httpStatus: number | null;
  readonly code: string | null;
  readonly message: string | null;
  /** What support asks for. */
  readonly requestId: string | null;
  readonly elapsedMs: number;
  /** The provider's clock, if it tells; milliseconds since 1970. */
  readonly clockMs: number | null;
}

export interface KlingCallsOptions {
  readonly preset: KlingPreset;
  readonly credentials: KlingCredentials;
  readonly now: () => Date;
  readonly onCall: (call: UpstreamCall) => void;
  /** A signal that aborts once an answer has taken too long. */
  readonly timeoutSignal?: (ms: number) => AbortSignal;
  /** On the way to the API and to results; null for none. */
  readonly proxies?: ProxySettings | null;
}

const NO_REPLY = { httpStatus: null, code: null, message: null, requestId: null };

/** Calls an upstream with its key, tells of each call, and keeps in mind how the clocks differ. */
export function createKlingCalls(options: KlingCallsOptions) {
  const { preset, now } = options;
  const client = createKlingClient({
    ...{ baseUrl: preset.baseUrl, auth: createKlingAuth(options.credentials, now) },
    ...{ now, proxies: options.proxies ?? null },
    ...(options.timeoutSignal === undefined ? {} : { timeoutSignal: options.timeoutSignal }),
  });
  let aheadMs: number | null = null;

  return {
    /** How far this machine's clock is ahead of the provider's, as it last told; null while it has not. */
    aheadMs: () => aheadMs,
    make: async (call: UpstreamCall['call'], request: KlingCall): Promise<KlingAnswer> => {
      const startedMs = performance.now();
      const came = await client.call(request);
      const upstream = came.kind === 'answered' ? came.reply.upstream : NO_REPLY;
      const message = came.kind === 'answered' ? upstream.message : came.message;
      const elapsedMs = Math.round(performance.now() - startedMs);
      const clockMs = came.kind === 'answered' ? came.clockMs : null;
      if (clockMs !== null) aheadMs = now().getTime() - clockMs;
      options.onCall({
        ...upstream,
        ...{ provider: preset.name, call, outcome: outcomeWord(came), message, elapsedMs, clockMs },
      });
      return came;
    },
    close: client.close,
  };
}
