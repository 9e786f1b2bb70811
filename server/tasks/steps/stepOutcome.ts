import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import type { ProviderName } from '../../../src/domain/contract/provider.ts';
import type { Finisher } from '../../finishing/finisher.ts';
import type { Provider } from '../../providers/Provider.ts';
import type { ImageStore } from '../../storage/imageStore.ts';
import type { CircuitBreaker } from '../admission/circuitBreaker.ts';
import type { ConcurrencyLimiter } from '../admission/concurrencyLimiter.ts';
import type { ConcurrencyLimits } from '../admission/concurrencyLimits.ts';
import type { FileOwners } from '../cleanup/fileOwners.ts';
import type { TaskChange } from '../rows/taskChange.ts';
import type { TaskQueue } from '../rows/taskQueue.ts';
import type { StoredTask, TaskStep } from '../rows/taskRow.ts';
import { inDoubt } from './chargeMessages.ts';

export interface StepDeps {
  readonly queue: TaskQueue;
  readonly fileOwners: FileOwners;
  readonly line: ConcurrencyLimiter;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly store: ImageStore;
  readonly finisher: Finisher;
  readonly circuitBreaker: CircuitBreaker;
  readonly slots: ConcurrencyLimits;
  /** Since when this run of the relay takes steps. */
  readonly startedAt: Date;
  /** Where the provider reaches this relay; null when it cannot. */
  readonly publicUrl: string | null;
  readonly now: () => Date;
  /** 0 to below 1. */
  readonly random: () => number;
}

/** What a step came to: a change of the row, seen by people or not. */
export interface StepOutcome {
  readonly change: TaskChange;
  readonly isVisible: boolean;
  /** Tidies up once the change is written down; where it does not come to that, the sweep does. */
  readonly afterwards?: () => Promise<void>;
}

/** Enters the next state; its step is due after a while, at once if nothing is said. */
export function enter(
  parts: StepDeps,
  { status, step }: { status: 'submitting' | 'processing' | 'finishing'; step: TaskStep },
  change: TaskChange & { delayMs?: number } = {},
): StepOutcome {
  const { delayMs = 0, ...rest } = change;
  const now = parts.now();
  return {
    isVisible: true,
    change: {
      status,
      step,
      statusSince: now,
      attempts: 0,
      polls: 0,
      deniedAt: null,
      troubleSince: null,
      waiting: null,
      dueAt: new Date(now.getTime() + delayMs),
      ...rest,
    },
  };
}

export function fail(
  parts: StepDeps,
  problem: TaskProblem,
  status: 'failed' | 'uncertain' = 'failed',
  change: TaskChange = {},
): StepOutcome {
  const now = parts.now();
  return {
    isVisible: true,
    change: {
      ...change,
      ...{ status, problem, waiting: null, previews: [], dueAt: null, statusSince: now, endedAt: now },
      // Whoever asks on begins to count what is denied anew.
      deniedAt: null,
    },
  };
}

/**
 * Ends a task for trouble of this relay's own. An earlier try of the submit may have been taken; then nobody is told
 * that it is over.
 */
export function giveUp(
  parts: StepDeps,
  task: Pick<StoredTask, 'status' | 'sentAt'>,
  problem: TaskProblem,
): StepOutcome {
  const isInDoubt = task.status === 'submitting' && task.sentAt !== null;
  if (isInDoubt) return fail(parts, inDoubt(problem), 'uncertain');
  // A place may have been taken in this very step, before anything was sent.
  return fail(parts, problem, 'failed', task.status === 'submitting' ? { sentAt: null } : {});
}

/** How long a task has been in its state. */
export function elapsedMs(parts: Pick<StepDeps, 'now'>, task: Pick<StoredTask, 'statusSince'>): number {
  return parts.now().getTime() - task.statusSince.getTime();
}
