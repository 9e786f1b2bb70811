import type { Source } from '../../src/domain/contract.ts';
import { upstreamRatios } from '../../src/domain/expansion.ts';
import { createOutboundGuard } from '../access/outboundGuard.ts';
import { base64Body } from './base64Body.ts';
import { downloadImage } from './downloadImage.ts';
import { createKlingAuth, type KlingCredentials } from './klingAuth.ts';
import { createKlingClient, type KlingAnswer } from './klingClient.ts';
import { findOutcome, outcomeWord, pollOutcome, submitOutcome } from './klingOutcome.ts';
import type { KlingName, KlingPreset } from './klingPreset.ts';
import type { ExpandRequest, Provider } from './Provider.ts';

/** One call as it went, for the log and the figures. */
export interface UpstreamCall {
  readonly provider: KlingName;
  readonly call: 'submit' | 'find' | 'poll';
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

interface KlingProviderOptions {
  readonly preset: KlingPreset;
  readonly credentials: KlingCredentials;
  /** Lends the file whose bytes are sent for a source. */
  readonly withImage: (source: Source, send: (file: string) => Promise<KlingAnswer>) => Promise<KlingAnswer>;
  readonly now: () => Date;
  readonly onCall: (call: UpstreamCall) => void;
  readonly pace?: Provider['pace'];
}

/** Nothing leaves with a question, so its answer may not take as long. */
const LONGEST_QUERY_MS = 30_000;
/** Of one result, from the first byte asked for to the last. */
const DOWNLOAD_MS = 180_000;
/** Most tasks end within a minute, and people wait for them: so long the questions come at the same pace. */
const STEADY_POLLS = 45;
/** From then on each question waits this much longer than the one before. */
const SLOWING = 1.35;

/** Kling Expand, wherever it is offered: what differs stands in the preset. */
export function createKlingProvider(options: KlingProviderOptions): Provider {
  const { preset, now } = options;
  const guard = createOutboundGuard({ trustedUrl: preset.baseUrl });
  const auth = createKlingAuth(options.credentials, now);
  const client = createKlingClient({ baseUrl: preset.baseUrl, auth, now });

  const noted = async (call: UpstreamCall['call'], answer: Promise<KlingAnswer>): Promise<KlingAnswer> => {
    const startedMs = performance.now();
    const came = await answer;
    const upstream = came.kind === 'answered' ? came.reply.upstream : NO_REPLY;
    const message = came.kind === 'answered' ? upstream.message : came.message;
    const elapsedMs = Math.round(performance.now() - startedMs);
    options.onCall({
      ...upstream,
      ...{ provider: preset.name, call, outcome: outcomeWord(came), message, elapsedMs },
      clockMs: came.kind === 'answered' ? came.clockMs : null,
    });
    return came;
  };
  const ask = (call: 'find' | 'poll', id: string, signal: AbortSignal) => {
    const path = preset.queryPath.replace('{task_id}', encodeURIComponent(id));
    return noted(
      call,
      client.call({ path, signal, timeoutMs: Math.min(LONGEST_QUERY_MS, preset.timeoutMs) }),
    );
  };

  return {
    description: { name: preset.name, label: preset.label, usesPrompt: true, isPaid: true },
    pace: options.pace ?? paceOf(preset),
    slots: preset.slots,
    submit: async (request, signal) => {
      const path = preset.expandPath;
      const answer = await options.withImage(request.source, async (file) => {
        const body = await base64Body(file, 'image', requestFields(preset, request));
        return noted('submit', client.call({ path, body, signal, timeoutMs: preset.timeoutMs }));
      });
      return submitOutcome(answer);
    },
    find: async ({ externalTaskId, hintedTaskId }, signal) => {
      const byName = findOutcome(await ask('find', externalTaskId, signal), externalTaskId);
      if (byName.kind !== 'not-found' || hintedTaskId === null) return byName;
      return findOutcome(await ask('find', hintedTaskId, signal), externalTaskId);
    },
    poll: async (request, signal) => pollOutcome(await ask('poll', request.upstreamTaskId, signal)),
    fetchImage: (image, file, signal) =>
      downloadImage({ url: image.url, file, signal, timeoutMs: DOWNLOAD_MS, guard }),
    forget: () => undefined,
    close: async () => undefined,
  };
}

const NO_REPLY = { httpStatus: null, code: null, message: null, requestId: null };

function paceOf({ firstPollMs, slowestPollMs, deadlineMs }: KlingPreset): Provider['pace'] {
  return {
    delayMs: (polls) => {
      const slower = SLOWING ** Math.min(100, Math.max(0, polls - STEADY_POLLS));
      return Math.min(slowestPollMs, Math.round(firstPollMs * slower));
    },
    deadlineMs,
  };
}

/** Exactly the documented fields but the image, which is bare Base64. All four ratios, always. */
function requestFields(
  { bottomName, nType }: Pick<KlingPreset, 'bottomName' | 'nType'>,
  request: Omit<ExpandRequest, 'source'>,
): Record<string, unknown> {
  const ratios = upstreamRatios(request.expansion);
  return {
    up_expansion_ratio: ratios.up,
    [`${bottomName}_expansion_ratio`]: ratios.bottom,
    left_expansion_ratio: ratios.left,
    right_expansion_ratio: ratios.right,
    ...(request.prompt === '' ? {} : { prompt: request.prompt }),
    n: nType === 'string' ? String(request.n) : request.n,
    external_task_id: request.externalTaskId,
    ...(request.callbackUrl === null ? {} : { callback_url: request.callbackUrl }),
  };
}
