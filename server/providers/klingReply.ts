import { z } from 'zod';
import type { UpstreamReply } from '../../src/domain/contract.ts';
import type { UpstreamImage } from './Provider.ts';

const text = z.string().nullish().catch(null);
const textOrNumber = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);

const taskSchema = z.object({
  task_id: textOrNumber,
  task_status: text,
  task_status_msg: text,
  fail_reason: text,
  task_info: z.object({ external_task_id: textOrNumber }).nullish().catch(null),
  task_result: z
    .object({
      images: z
        .array(
          z.object({
            index: z.coerce.number().int().min(0).nullish().catch(null),
            url: z.string().min(1),
          }),
        )
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

/** Kling's own envelope, the `error` object or string of the gateways before it, and everything in between. */
const envelopeSchema = z.object({
  code: textOrNumber,
  message: text,
  request_id: text,
  error: z
    .union([z.object({ message: text, type: text, code: textOrNumber }), z.string()])
    .nullish()
    .catch(null),
  data: z
    .union([taskSchema, z.array(taskSchema).transform(([first]) => first ?? null)])
    .nullish()
    .catch(null),
});

/** What an upstream answered, read as far as it can be read. */
export interface KlingReply {
  /** What goes under a failure's details. */
  readonly upstream: UpstreamReply;
  /** Whether the body was the API's JSON at all. */
  readonly isReadable: boolean;
  /** Whether it was a page for people. */
  readonly isPage: boolean;
  /** Whether it says that the call worked. */
  readonly isSuccess: boolean;
  readonly task: KlingTask | null;
}

export interface KlingTask {
  readonly id: string | null;
  /** Our own name for it, where the upstream repeats it. */
  readonly externalId: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly images: readonly UpstreamImage[];
}

const SUCCESS_CODES = new Set(['0', 'success']);
/** The longest stretch of an upstream's words that is kept. */
const MAX_MESSAGE_LENGTH = 500;

/** Reads any answer of a Kling upstream or of a gateway before it; never throws. */
export function readKlingReply(httpStatus: number, body: string): KlingReply {
  const envelope = envelopeSchema.safeParse(parseJson(body));
  if (!envelope.success) {
    const upstream = { httpStatus, code: null, message: shorten(plainText(body)), requestId: null };
    const isPage = /^\s*</.test(body);
    return { upstream, isReadable: false, isPage, isSuccess: false, task: null };
  }
  const { code, message, request_id, error, data } = envelope.data;
  const inner = typeof error === 'string' ? { message: error, code: null } : error;
  const saidCode = code ?? inner?.code ?? null;
  const saidMessage = inner?.message ?? message ?? null;
  const task = data === null || data === undefined ? null : readTask(data);
  return {
    upstream: {
      httpStatus,
      code: saidCode === '' ? null : saidCode,
      message: shorten(saidMessage),
      requestId: request_id ?? requestIdInside(saidMessage),
    },
    isReadable: true,
    isPage: false,
    isSuccess: httpStatus >= 200 && httpStatus < 300 && saidCode !== null && SUCCESS_CODES.has(saidCode),
    task,
  };
}

function readTask(task: z.infer<typeof taskSchema>): KlingTask {
  const images = (task.task_result?.images ?? []).map(({ index, url }, position) => ({
    index: index ?? position,
    url,
  }));
  const hasOwnIndexes = new Set(images.map(({ index }) => index)).size === images.length;
  return {
    id: task.task_id || null,
    externalId: task.task_info?.external_task_id || null,
    status: task.task_status?.toLowerCase() ?? null,
    reason: shorten(task.task_status_msg || task.fail_reason || null),
    // Some upstreams count from 1: what matters here is the order alone.
    images: (hasOwnIndexes ? images.toSorted((a, b) => a.index - b.index) : images).map(({ url }, index) => ({
      index,
      url,
    })),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function shorten(message: string | null): string | null {
  const trimmed = message?.trim();
  return trimmed ? trimmed.slice(0, MAX_MESSAGE_LENGTH) : null;
}

function plainText(body: string): string {
  return body
    .slice(0, 20_000)
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

/** Gateways often name the request only inside their message: `(request id: 2026…)`. */
function requestIdInside(message: string | null): string | null {
  return /request id:\s*([^\s)]+)/i.exec(message ?? '')?.[1] ?? null;
}
