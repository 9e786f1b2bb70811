import type { UpstreamReply } from '../../../src/domain/contract/problem.ts';
import { shortened, storableText } from '../../../src/domain/storableText.ts';
import { boundedAnswer } from './boundedAnswer.ts';
import { parseExactJson } from './exactJson.ts';
import { SUCCESS_CODES } from './klingDialect.ts';
import { isFields, textAt } from './klingFields.ts';
import { type KlingTask, tasksOf } from './klingTask.ts';

/** What an upstream answered, read as far as it can be read. */
export interface KlingReply {
  /** What goes under a failure's details. */
  readonly upstream: UpstreamReply;
  /** `api`: a JSON object; `page`: a page for people; `other`: neither, such as half an answer. */
  readonly form: 'api' | 'page' | 'other';
  /** Whether it says that the call worked. */
  readonly isSuccess: boolean;
  /** All that it said, numbers of many digits as texts; null where that is no object. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  /** Usually one; a list may hold none. */
  readonly tasks: readonly KlingTask[];
  /** Whether it is a list, which may be empty. */
  readonly isList: boolean;
}

const BYTE_ORDER_MARK = /^\ufeff/;
/** The longest stretch of an upstream's words that is kept. */
const MAX_MESSAGE_LENGTH = 500;

/**
 * Reads any answer of a Kling upstream or of a gateway before it; never throws. Here the words of others become
 * storable, and lose what lets anybody in, once they are decoded.
 *
 * @param redact takes secrets out of a text
 */
export function readKlingReply(
  httpStatus: number,
  body: string,
  redact: (text: string) => string = (text) => text,
): KlingReply {
  const clean = (text: string) => redact(storableText(text));
  const answer = parseExactJson(body.replace(BYTE_ORDER_MARK, ''), clean);
  if (!isFields(answer)) {
    const upstream = { httpStatus, code: null, message: shorten(clean(plainText(body))), requestId: null };
    return {
      upstream,
      form: /^\s*</.test(body) ? 'page' : 'other',
      isSuccess: false,
      fields: null,
      tasks: [],
      isList: false,
    };
  }
  const { error } = answer;
  const inner = isFields(error) ? error : {};
  const message = textAt(inner, ['message']) ?? (typeof error === 'string' && error !== '' ? error : null);
  const said = message ?? textAt(answer, ['message', 'msg']);
  const innerCode = textAt(inner, ['code']);
  const code = textAt(answer, ['code']) ?? innerCode;
  const tasks = tasksOf(boundedAnswer(answer));
  const isList = Array.isArray(answer.data);
  // Some say in every answer what went wrong, also that nothing did.
  const isNoError = innerCode !== null && SUCCESS_CODES.has(innerCode.toLowerCase());
  const isComplaint = !isNoError && (message !== null || textAt(inner, ['type']) !== null);
  return {
    upstream: {
      httpStatus,
      code: code === null ? null : shortened(code, 100),
      message: shorten(said),
      requestId: shorten(textAt(answer, ['request_id', 'requestId']) ?? requestIdInside(said)),
    },
    form: 'api',
    isSuccess: httpStatus >= 200 && httpStatus < 300 && !isComplaint && saysWell(code, tasks),
    fields: answer,
    tasks,
    isList,
  };
}

/** Without a code, only what belongs to a task that worked says that it did. */
function saysWell(code: string | null, tasks: readonly KlingTask[]): boolean {
  if (code !== null) return SUCCESS_CODES.has(code.toLowerCase());
  return tasks.some(({ id, state }) => id !== null || state !== null);
}

function shorten(message: string | null): string | null {
  const trimmed = message?.trim();
  return trimmed ? shortened(trimmed, MAX_MESSAGE_LENGTH) : null;
}

function plainText(body: string): string {
  return body
    .slice(0, 20_000)
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

/** Gateways often name the request only inside their message: `(request id: 2026…)`. */
function requestIdInside(message: string | null): string | null {
  return /request id:\s*([^\s)]+)/i.exec(message ?? '')?.[1] ?? null;
}
