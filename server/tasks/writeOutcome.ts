import type { Logger } from 'pino';
import { untilBack } from '../database/untilBack.ts';
import type { LeasedTask } from './rows/lease.ts';
import type { TaskQueue } from './rows/taskQueue.ts';
import type { StepOutcome } from './steps/stepOutcome.ts';

interface WriteDeps {
  readonly queue: TaskQueue;
  readonly logger: Logger;
  /** Whether nothing is waited for any more. */
  readonly isStopped: () => boolean;
}

/**
 * Writes down what a step came to, and tidies up after it.
 *
 * @returns false when the lease was lost: then somebody else has the task, and nothing is written but what helps them
 */
export async function writeOutcome(
  deps: WriteDeps,
  leased: LeasedTask,
  outcome: StepOutcome,
): Promise<boolean> {
  const isWritten = await writeDown(deps, leased, outcome);
  await (isWritten ? tidyUp(deps, leased, outcome) : keepHint(deps, leased, outcome));
  return isWritten;
}

/** What was paid for must not be forgotten: a database that is away is waited for while the lease may still stand. */
function writeDown(
  { queue, logger, isStopped }: WriteDeps,
  { lease, task }: LeasedTask,
  { isVisible, change }: StepOutcome,
): Promise<boolean> {
  return untilBack(
    () => (isVisible ? queue.completeStep(lease, change) : queue.completeStepQuietly(lease, change)),
    {
      isStopped,
      onAway: (error) =>
        logger.warn({ err: error, task: task.id }, 'What a step came to waits for the database.'),
    },
  );
}

/** Whoever has the task by now asks whether it was taken: what this copy of the step heard helps. */
async function keepHint({ queue }: WriteDeps, { task }: LeasedTask, { change }: StepOutcome): Promise<void> {
  if (task.externalTaskId === null || typeof change.upstreamTaskId !== 'string') return;
  await queue.keepHint(task.externalTaskId, change.upstreamTaskId);
}

async function tidyUp(
  { logger }: WriteDeps,
  { task }: LeasedTask,
  { afterwards }: StepOutcome,
): Promise<void> {
  await afterwards?.().catch((error: unknown) =>
    logger.warn({ err: error, task: task.id }, 'Files that are nobody’s are left to the sweep.'),
  );
}
