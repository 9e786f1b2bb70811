import { ProblemError, problemDetail } from '../domain/problem.ts';

/** What to tell of something that went wrong: its own sentence, where it has one for people. */
export function problemSentence(error: Error): string {
  return error instanceof ProblemError ? error.detail : problemDetail('internal');
}
