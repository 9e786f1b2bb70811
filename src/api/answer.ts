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
 * @throws ProblemError with the relay's own code; `relay-unreachable` when something between the browser and the
 * relay answered in its place (a proxy's 5xx is not problem+json); `internal` when the shape is unknown here.
 */
export function readAnswer<T>(schema: z.ZodType<T>, { status, text }: Answer): T {
  const body = parsedJson(text);
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
