import { PROBLEMS } from './problemTable.ts';

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

export function problemStatus(code: ProblemCode): number {
  return PROBLEMS[code][0];
}

export function problemTitle(code: ProblemCode): string {
  return PROBLEMS[code][1];
}

export function problemDetail(code: ProblemCode): string {
  return PROBLEMS[code][2];
}

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

interface ProblemOptions {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly requestId?: string;
  readonly liftsAt?: Date;
  readonly cause?: unknown;
}

/** Thrown wherever something goes wrong that has a code; shown by the one handler of the relay or the one notice of the app. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  /** The sentence to show; the code's own unless something more exact is known. */
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly requestId: string | undefined;
  /** When the same request may be made again, where that is known. */
  readonly liftsAt: Date | undefined;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    const detail = options.detail ?? problemDetail(code);
    super(`${code}: ${detail}`, { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.detail = detail;
    this.errors = options.errors ?? [];
    this.requestId = options.requestId;
    this.liftsAt = options.liftsAt;
  }
}
