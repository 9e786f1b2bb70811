import type { Format } from '../../src/domain/formats.ts';
import { type ProblemCode, problemDetail } from '../../src/domain/problem.ts';
import type { Size } from '../../src/domain/side.ts';

/** A result as a file. */
export interface SavedResult extends Size {
  readonly id: string;
  readonly path: string;
  /** As large as it was made. */
  readonly frame: Size;
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

/** A format that names pixels is saved at these, unless frames are kept as they are. */
export function savedSize(
  { size }: Format,
  { frame, keepsFrame }: { readonly frame: Size; readonly keepsFrame: boolean },
): Size {
  return (keepsFrame ? null : size) ?? frame;
}

/** A line of JSON for each result, and one for what failed. */
export function jsonLines({ file, format, taskId, saved, problem }: Outcome): string[] {
  const noSize = { width: null, height: null, frame: null };
  const none = { result: null, saved: null, ...noSize, flags: [], problem: null };
  const line = (about: Partial<Record<keyof typeof none, unknown>>) =>
    JSON.stringify({ file, format, task: taskId, ...none, ...about });
  return [
    ...saved.map(({ id, path, width, height, frame, flags }) =>
      line({ result: id, saved: path, width, height, frame, flags }),
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
