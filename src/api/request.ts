import type { z } from 'zod';
import { ProblemError } from '../domain/problem.ts';
import { type Answer, readAnswer } from './answer.ts';
import { whileSignedIn } from './session.ts';

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as the JSON body. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

/**
 * The one way to ask the relay something. Shows nothing; whoever asked does. Where somebody has to sign in first, it
 * waits for that.
 *
 * @throws ProblemError for everything that goes wrong, but the signal's own reason when it was aborted.
 */
export async function request<T>(
  schema: z.ZodType<T>,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  return whileSignedIn(async () => readAnswer(schema, await fetchAnswer(path, options)), options.signal);
}

async function fetchAnswer(path: string, options: RequestOptions): Promise<Answer> {
  const { method = 'GET', json, headers, signal, keepalive = false } = options;
  try {
    const response = await fetch(path, {
      method,
      keepalive,
      // To where somebody has to sign in, and mostly to another host: followed, it would look like nobody's answer.
      redirect: 'manual',
      signal: signal ?? null,
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ProblemError('relay-unreachable', { cause });
  }
}
