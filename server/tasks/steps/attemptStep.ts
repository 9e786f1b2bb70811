import type { Logger } from 'pino';
import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { isDatabaseAway } from '../../database/databaseError.ts';
import { isStorageErrorCode, storageErrorCode } from '../../storage/storageError.ts';
import { type LeasedTask, LeaseLostError } from '../rows/lease.ts';
import type { TaskChange } from '../rows/taskChange.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { paidAlready } from './chargeMessages.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';
import { elapsedMs, giveUp, type StepDeps, type StepOutcome } from './stepOutcome.ts';
import { waitAndRetry } from './stepWait.ts';
import { runStep } from './taskSteps.ts';

export interface AttemptDeps extends StepDeps {
  readonly logger: Logger;
}

/** Does one step; what goes wrong here and not at the provider is waited for. Null when the step was broken off. */
export async function attemptStep(
  parts: AttemptDeps,
  leased: LeasedTask,
  signal: AbortSignal,
): Promise<StepOutcome | null> {
  const { logger } = parts;
  const { task } = leased;
  const afresh = startedAfresh(leased);
  try {
    return await runStep(parts, afresh, signal);
  } catch (error) {
    if (signal.aborted || error instanceof LeaseLostError) return null;
    // As if the relay had died here: the step is done again once the database is back.
    if (isDatabaseAway(error)) return { isVisible: false, change: unsent(task) };
    const trouble = storageErrorCode(error);
    if (trouble !== null) {
      logger.warn({ err: error, task: task.id }, 'A step waits for the storage.');
      return waitForStorage(parts, task, taskProblem(trouble, null));
    }
    logger.error({ err: error, task: task.id, status: task.status }, 'A step failed.');
    const problem = taskProblem('internal', null);
    return afresh.task.attempts + 1 >= RETRY_LIMITS.maxErrors
      ? giveUp(parts, task, problem)
      : waitAndRetry(parts, afresh.task, { problem });
  }
}

function waitForStorage(parts: StepDeps, task: StoredTask, trouble: TaskProblem): StepOutcome {
  const provider = parts.providers.get(task.provider);
  const isTaken = task.status === 'processing' || task.status === 'finishing';
  const problem = isTaken && provider !== undefined ? paidAlready(trouble, provider) : trouble;
  const freed = unsent(task);
  // Deadline begins with the trouble and not with the state, which may be old.
  if (!isStorageErrorCode(task.waiting?.code)) {
    return waitAndRetry(parts, task, { problem }, { ...freed, statusSince: parts.now() });
  }
  const patienceMs = trouble.code === 'disk-full' ? RETRY_LIMITS.diskMs : RETRY_LIMITS.storageMs;
  return elapsedMs(parts, task) > patienceMs
    ? giveUp(parts, task, problem)
    : waitAndRetry(parts, task, { problem }, freed);
}

/** What stopped a step stopped it before anything was sent: a place that it took is free again. */
function unsent({ status, sentAt }: StoredTask): TaskChange {
  return status === 'submitting' && sentAt === null ? { sentAt: null } : {};
}

/** Tries that failed for want of a storage are not the provider's: its own count from the beginning. */
function startedAfresh(leased: LeasedTask): LeasedTask {
  const { task } = leased;
  return isStorageErrorCode(task.waiting?.code) ? { ...leased, task: { ...task, attempts: 0 } } : leased;
}
