import { type ProblemCode, problemDetail } from '../../src/domain/problem.ts';
import type { Size } from '../../src/domain/side.ts';

/** A result as a file. */
export interface SavedResult extends Size {
  readonly id: string;
  readonly path: string;
  /** Things to check in it. */
  readonly flags: readonly ProblemCode[];
}

/** What became of one file in one format. */
export interface Outcome {
  readonly file: string;
  /** Null where it did not come to a format. */
  readonly format: string | null;
  /** Null where it did not come to a task. */
  readonly taskId: string | null;
  readonly saved: readonly SavedResult[];
  /** Why there are none, or not all; null when all went well. */
  readonly problem: string | null;
}

/** A line of JSON for each result, and one for what failed. */
export function jsonLines({ file, format, taskId, saved, problem }: Outcome): string[] {
  const none = { result: null, saved: null, width: null, height: null, flags: [], problem: null };
  const line = (about: Partial<Record<keyof typeof none, unknown>>) =>
    JSON.stringify({ file, format, task: taskId, ...none, ...about });
  return [
    ...saved.map(({ id, path, width, height, flags }) =>
      line({ result: id, saved: path, width, height, flags }),
    ),
    ...(problem === null ? [] : [line({ problem })]),
  ];
}

/** What a person should know of it: why it failed, and what is to be checked in which picture. */
export function notesOn({ file, saved, problem }: Outcome): string[] {
  return [
    ...(problem === null ? [] : [`${file}: ${problem}`]),
    ...saved.flatMap(({ path, flags }) => flags.map((flag) => `${path}: ${problemDetail(flag)}`)),
  ];
}
