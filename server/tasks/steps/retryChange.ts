import { taskProblemSchema } from '../../../src/domain/contract/problem.ts';
import { taskStatusSchema } from '../../../src/domain/contract/task.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { TaskChange } from '../rows/taskChange.ts';
import type { TaskRow } from '../rows/taskRow.ts';
import { type RetryWay, retryWay } from './retryPolicy.ts';

const RETRY_CHANGES: Record<RetryWay, TaskChange> = {
  follow: { status: 'processing', step: 'poll' },
  'follow-once-more': { status: 'processing', step: 'look-up' },
  'submit-same': { status: 'queued', step: 'submit' },
  'look-up': { status: 'queued', step: 'look-up' },
  // The last submit keeps its names until its results are cleared away: that is the first step.
  'submit-new': { status: 'queued', step: 'submit-anew' },
};

/**
 * What becomes of an ended task that somebody tries again.
 *
 * @throws ProblemError when there is nothing to retry
 */
export function retried(row: TaskRow, now: Date): TaskChange {
  const way = retryWay({
    status: taskStatusSchema.parse(row.status),
    problemCode: taskProblemSchema.nullable().parse(row.problem)?.code ?? null,
    upstreamTaskId: row.upstreamTaskId,
  });
  if (way === null) throw new ProblemError('task-not-retryable');
  return begunAgain(row, now, RETRY_CHANGES[way]);
}

/** Submits under a new name, unless a last look finds the task: it may cost twice. */
export function submittedAnew(row: Pick<TaskRow, 'retries'>, now: Date): TaskChange {
  return begunAgain(row, now, { status: 'queued', step: 'submit-anew' });
}

/** Asks the provider once more for an uncertain task: nothing is sent. */
export function lookedUpAgain(row: Pick<TaskRow, 'upstreamTaskId' | 'retries'>, now: Date): TaskChange {
  return begunAgain(row, now, RETRY_CHANGES[row.upstreamTaskId === null ? 'look-up' : 'follow-once-more']);
}

function begunAgain({ retries }: Pick<TaskRow, 'retries'>, now: Date, change: TaskChange): TaskChange {
  return {
    ...{ retries: retries + 1, attempts: 0, doubts: 0, polls: 0, refetches: 0 },
    ...{ deniedAt: null, troubleSince: null },
    ...{ upstreamImages: null, progress: null, waiting: null, problem: null, endedAt: null },
    ...{ statusSince: now, startedAt: now, dueAt: now },
    // An uncertain task rests under a lease until it is asked for again.
    ...{ leaseOwner: null, leaseUntil: null },
    ...change,
  };
}
