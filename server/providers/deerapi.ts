import { z } from 'zod';
import type { Source } from '../../src/domain/contract.ts';
import { upstreamRatios } from '../../src/domain/expansion.ts';
import { problemDetail } from '../../src/domain/problem.ts';
import { createOutboundGuard } from '../access/outboundGuard.ts';
import type { Secret } from '../secret.ts';
import { downloadImage } from './downloadImage.ts';
import { classifyFailure, taskProblem } from './klingProblem.ts';
import { type KlingReply, type KlingTask, readKlingReply } from './klingReply.ts';
import type {
  AcceptedRequest,
  ExpandRequest,
  FindOutcome,
  PollOutcome,
  Provider,
  SubmitOutcome,
} from './Provider.ts';
import { retryAfterMs } from './retryAfter.ts';

export interface DeerapiOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly key: Secret;
  /** The bytes to send for a source. */
  readonly imageOf: (source: Source) => Promise<Buffer>;
  readonly timeouts?: Partial<typeof TIMEOUTS>;
  readonly pace?: Provider['pace'];
}

const TIMEOUTS = {
  /** Up to 14 MB leave with it. */
  submitMs: 120_000,
  queryMs: 30_000,
  /** Of one result, from the first byte asked for to the last. */
  downloadMs: 180_000,
};
/** Near one second at first, at most ten, for a quarter of an hour. */
const PACE: Provider['pace'] = {
  delayMs: (polls) => Math.min(10_000, Math.round(1000 * 1.35 ** polls)),
  deadlineMs: 15 * 60_000,
};
const MAX_REPLY_CHARACTERS = 1_000_000;
const EXPAND_PATH = '/kling/v1/images/editing/expand';

/** One answer, or why there is none. */
type Answer =
  | { readonly kind: 'answered'; readonly reply: KlingReply; readonly retryAfterMs: number | undefined }
  /** The request surely never arrived. */
  | { readonly kind: 'not-sent'; readonly message: string }
  /** It left, and no answer came back whole. */
  | { readonly kind: 'lost'; readonly message: string };

/** Kling Expand as DeerAPI documents it. */
export function createDeerapi({ baseUrl, key, imageOf, timeouts, pace = PACE }: DeerapiOptions): Provider {
  const limits = { ...TIMEOUTS, ...timeouts };
  const guard = createOutboundGuard({ trustedUrl: baseUrl });

  const call = async (path: string, init: RequestInit & { timeoutMs: number }): Promise<Answer> => {
    const timeout = AbortSignal.timeout(init.timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        ...init,
        signal,
        redirect: 'manual',
        headers: { ...init.headers, Authorization: `Bearer ${key.reveal()}`, Accept: 'application/json' },
      });
      // Some gateways repeat the key in their complaint about it.
      const body = key.redactIn(await response.text()).slice(0, MAX_REPLY_CHARACTERS);
      return {
        kind: 'answered',
        reply: readKlingReply(response.status, body),
        retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
      };
    } catch (error) {
      init.signal?.throwIfAborted();
      if (timeout.aborted) return { kind: 'lost', message: `No answer within ${init.timeoutMs / 1000} s.` };
      const message = key.redactIn(causeOf(error));
      return { kind: neverSent(error) ? 'not-sent' : 'lost', message };
    }
  };

  const ask = (id: string, signal: AbortSignal) =>
    call(`${EXPAND_PATH}/${encodeURIComponent(id)}`, { method: 'GET', signal, timeoutMs: limits.queryMs });

  return {
    description: { name: 'deerapi', label: 'Kling (DeerAPI)', usesPrompt: true, isPaid: true },
    pace,
    submit: async (request, signal) => {
      const image = await imageOf(request.source);
      const answer = await call(EXPAND_PATH, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(requestBody(request, image)),
        signal,
        timeoutMs: limits.submitMs,
      });
      return submitOutcome(answer);
    },
    find: async (externalTaskId, signal) => findOutcome(await ask(externalTaskId, signal)),
    poll: async (request: AcceptedRequest, signal) => pollOutcome(await ask(request.upstreamTaskId, signal)),
    fetchImage: (image, file, signal) =>
      downloadImage({ url: image.url, file, signal, timeoutMs: limits.downloadMs, guard }),
    forget: () => undefined,
    close: async () => undefined,
  };
}

/** Exactly the documented fields: `n` is a string there, the image bare Base64. */
function requestBody(request: ExpandRequest, image: Buffer): Record<string, unknown> {
  const ratios = upstreamRatios(request.expansion);
  return {
    image: image.toString('base64'),
    up_expansion_ratio: ratios.up,
    bottom_expansion_ratio: ratios.bottom,
    left_expansion_ratio: ratios.left,
    right_expansion_ratio: ratios.right,
    ...(request.prompt === '' ? {} : { prompt: request.prompt }),
    n: String(request.n),
    external_task_id: request.externalTaskId,
  };
}

function submitOutcome(answer: Answer): SubmitOutcome {
  if (answer.kind !== 'answered') {
    const problem = noAnswer(answer.message);
    return answer.kind === 'lost' ? { kind: 'ambiguous', problem } : { kind: 'retry-later', problem };
  }
  const { reply } = answer;
  if (reply.isSuccess && reply.task?.id) return { kind: 'accepted', upstreamTaskId: reply.task.id };
  if (reply.isSuccess) {
    return { kind: 'ambiguous', problem: taskProblem('upstream-unreadable', reply.upstream) };
  }
  const wait = answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs };
  const failure = classifyFailure(reply);
  switch (failure.kind) {
    case 'busy':
      return { kind: 'retry-later', problem: failure.problem, ...wait };
    case 'trouble':
      return { kind: 'ambiguous', problem: failure.problem, ...wait };
    case 'duplicate':
      return { kind: 'duplicate', problem: failure.problem };
    default:
      return { kind: 'refused', problem: failure.problem };
  }
}

function findOutcome(answer: Answer): FindOutcome {
  if (answer.kind !== 'answered') return { kind: 'retry-later', problem: noAnswer(answer.message) };
  const { reply } = answer;
  if (reply.isSuccess) {
    return reply.task?.id ? { kind: 'found', upstreamTaskId: reply.task.id } : { kind: 'not-found' };
  }
  const failure = classifyFailure(reply);
  const wait = answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs };
  switch (failure.kind) {
    case 'busy':
    case 'trouble':
      return { kind: 'retry-later', problem: failure.problem, ...wait };
    case 'not-found':
      return { kind: 'not-found' };
    default:
      return { kind: 'refused', problem: failure.problem };
  }
}

function pollOutcome(answer: Answer): PollOutcome {
  if (answer.kind !== 'answered') return { kind: 'retry-later', problem: noAnswer(answer.message) };
  const { reply } = answer;
  if (reply.isSuccess && reply.task !== null) return stateOutcome(reply, reply.task);
  if (reply.isSuccess) {
    return { kind: 'retry-later', problem: taskProblem('upstream-unreadable', reply.upstream) };
  }
  const failure = classifyFailure(reply);
  const wait = answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs };
  switch (failure.kind) {
    case 'busy':
    case 'trouble':
      return { kind: 'retry-later', problem: failure.problem, ...wait };
    case 'not-found':
      return { kind: 'unknown', problem: taskProblem('upstream-task-unknown', reply.upstream) };
    default:
      return { kind: 'refused', problem: failure.problem };
  }
}

/** States that are not known yet count as under way: the deadline ends them. */
function stateOutcome(reply: KlingReply, task: KlingTask): PollOutcome {
  const isDone = task.status === 'succeed' || task.status === 'succeeded' || task.status === 'success';
  if (isDone && task.images.length > 0) return { kind: 'succeeded', images: task.images };
  if (isDone || task.status === 'failed') {
    const reason = isDone ? 'The task succeeded without an image.' : task.reason;
    return {
      kind: 'failed',
      problem: {
        code: 'upstream-task-failed',
        detail: problemDetail('upstream-task-failed'),
        upstream: { ...reply.upstream, message: reason ?? reply.upstream.message },
      },
    };
  }
  return { kind: 'processing', progress: null };
}

function noAnswer(message: string) {
  return taskProblem('upstream-unreachable', { httpStatus: null, code: null, message, requestId: null });
}

const systemErrorSchema = z.object({ code: z.string().optional(), message: z.string() });
/** With these no connection came about, so nothing was sent. */
const NEVER_SENT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function systemError(error: unknown) {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause;
  return systemErrorSchema.safeParse(inner).data;
}

function neverSent(error: unknown): boolean {
  return NEVER_SENT_CODES.has(systemError(error)?.code ?? '');
}

function causeOf(error: unknown): string {
  const cause = systemError(error);
  if (cause === undefined) return 'The connection broke.';
  return cause.code === undefined ? cause.message : `${cause.code}: ${cause.message}`;
}
