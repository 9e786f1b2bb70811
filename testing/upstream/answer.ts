import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Effect } from './fault.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

/** Room for 10 MB in Base64 and the other fields; more is thrown away and counts as no JSON. */
const MAX_BODY_BYTES = 20_000_000;

export function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The provider's envelope around a failure. */
export function failure(status: number, code: number, message: string): Answer {
  return json(status, { code, message, request_id: crypto.randomUUID() });
}

/** The body as JSON; undefined when it is none or too long. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  try {
    return length <= MAX_BODY_BYTES ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}

/** Sends an answer, or whatever the fault makes of it. */
export function send(response: ServerResponse, answer: Answer, effect: Effect | null): void {
  if (effect?.hang !== undefined) return;
  if (effect?.cut === 'before-handling' || effect?.cut === 'after-handling') {
    response.destroy();
    return;
  }
  const { status, headers, body } = effect?.reply === undefined ? answer : replied(effect.reply);
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  if (effect?.cut === 'mid-body') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  } else {
    response.end(bytes);
  }
}

function replied({ status, headers, body }: NonNullable<Effect['reply']>): Answer {
  const answer = typeof body === 'object' ? json(status, body) : { status, headers: {}, body: body ?? '' };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
