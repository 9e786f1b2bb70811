import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import { triedByItself } from '../../../src/domain/taskProblem.ts';
import type { Stopped } from '../admission/circuitBreaker.ts';
import type { TaskChange } from '../rows/taskChange.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { backoffMs } from './retryPolicy.ts';
import type { StepDeps, StepOutcome } from './stepOutcome.ts';

interface Wait {
  readonly problem: TaskProblem;
  readonly retryAfterMs?: number | undefined;
}

/**
 * Tries the same step again later, and lets people see why and when. Unless the change says so, it is not for an answer
 * that the task is not there.
 */
export function waitAndRetry(
  parts: StepDeps,
  task: StoredTask,
  { problem, retryAfterMs }: Wait,
  change: TaskChange = {},
): StepOutcome {
  const attempts = task.attempts + 1;
  const until = new Date(parts.now().getTime() + backoffMs({ attempts, retryAfterMs, random: parts.random }));
  return {
    isVisible: true,
    change: {
      deniedAt: null,
      ...change,
      attempts,
      dueAt: until,
      waiting: { ...triedByItself(problem), until: until.toISOString() },
    },
  };
}

/** Waits with all other tasks of a provider that refuses everything. Said once: the app tells the rest in one place. */
export function waitForProvider(
  task: StoredTask,
  { problem, until }: Stopped,
  change: TaskChange = {},
): StepOutcome {
  return {
    isVisible: task.waiting?.code !== problem.code,
    change: { deniedAt: null, ...change, dueAt: until, waiting: { ...problem, until: until.toISOString() } },
  };
}
