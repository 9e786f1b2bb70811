import type { Run, RunPart } from './run.ts';

/**
 * A run as one tab left it, with what became of it in another one since: what either knows to be a task is one, and
 * what was cancelled in either is cancelled. Everything else is as the other says.
 *
 * @param since the same run, as far as the other tab has come
 */
export function joined<R extends Run>(left: R, since: R): R {
  const known = new Map(left.parts.map((part) => [part.press.idempotencyKey, part]));
  return {
    ...since,
    parts: since.parts.map((part) => joinedPart(known.get(part.press.idempotencyKey), part)),
  };
}

function joinedPart(left: RunPart | undefined, since: RunPart): RunPart {
  if (left === undefined) return since;
  const taskId = since.taskId ?? left.taskId;
  if (taskId !== null) return { ...since, taskId, problem: null, hasLeft: false };
  const isCancelled = left.isCancelled || since.isCancelled;
  // Only one that was cancelled here may have left from here without an answer that the other one has.
  return { ...since, isCancelled, hasLeft: since.hasLeft || (left.isCancelled && left.hasLeft) };
}
