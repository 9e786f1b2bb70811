import type { z } from 'zod';
import { problemSchema } from '../domain/contract/problem.ts';
import { ProblemError } from '../domain/problem.ts';
import { parsedJson } from './parsedJson.ts';

/** What came back, however it was fetched. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Parses an answer of the relay.
 *
 * @throws ProblemError with the relay's own code; `relay-unreachable` for a 5xx without one, which is a proxy's that does
 * not reach it; `answered-by-another` for a redirect or a page in its place; `internal` when the shape is unknown here.
 */
export function readAnswer<T>(schema: z.ZodType<T>, { status, text }: Answer): T {
  const body = parsedJson(text);
  if (isOfAnother(status, text, body))
    throw new ProblemError('answered-by-another', { cause: new Error(`Status ${status}: ${text}`) });
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new ProblemError('internal', {
      detail: 'The server answered in a way that this page does not understand. Reload the page.',
      cause: parsed.error,
    });
  }
  const problem = problemSchema.safeParse(body);
  if (problem.success) {
    const { code, detail, errors = [], requestId, liftsAt } = problem.data;
    throw new ProblemError(code, {
      ...{ detail, errors, requestId },
      ...(liftsAt !== undefined && { liftsAt: new Date(liftsAt) }),
    });
  }
  // A proxy's own page: the relay says so in its own words.
  if (status === 413) throw new ProblemError('too-large-for-proxy');
  if (status >= 500) throw new ProblemError('relay-unreachable', { cause: new Error(`Status ${status}`) });
  throw new ProblemError('internal', { cause: new Error(`Status ${status} without a problem: ${text}`) });
}

/** The relay redirects nowhere, and what it says and what it refuses is JSON. Browsers tell of a redirect as 0. */
function isOfAnother(status: number, text: string, body: unknown): boolean {
  if (status < 200 || (status >= 300 && status < 400)) return true;
  const isSilent = status < 300 && text === '';
  return body === undefined && !isSilent && status < 500 && status !== 413;
}
