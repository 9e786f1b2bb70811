import type { z } from 'zod';
import {
  type FieldError,
  PROBLEM_CODES,
  type ProblemCode,
  ProblemError,
  problemDetail,
} from '../../src/domain/problem.ts';

/** Fields whose every fault means one thing. */
const CODES_BY_FIELD: Readonly<Record<string, ProblemCode>> = {
  n: 'images-out-of-range',
  prompt: 'prompt-too-long',
};

/**
 * Parses what came in.
 *
 * @throws ProblemError with the first fault's own code and sentence where it has one, and all faults listed.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const errors = issues.map((issue): FieldError => ({ path: issue.path.join('.'), message: issue.message }));
  const code = issues.map(codeOf).find((found) => found !== null) ?? 'invalid-request';
  throw new ProblemError(code, { detail: problemDetail(code), errors });
}

function codeOf(issue: z.core.$ZodIssue): ProblemCode | null {
  const stated = issue.code === 'custom' ? issue.params?.code : undefined;
  const own = PROBLEM_CODES.find((code) => code === stated);
  if (own !== undefined) return own;
  const [field, side] = issue.path;
  if (field === 'expansion' && side !== undefined) return 'ratio-out-of-range';
  return CODES_BY_FIELD[String(field)] ?? null;
}
