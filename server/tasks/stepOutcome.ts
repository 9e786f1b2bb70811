import type { ProviderName, TaskProblem } from '../../src/domain/contract.ts';
import type { Finisher } from '../finishing/finisher.ts';
import type { ImageStore } from '../images/imageStore.ts';
import type { Provider } from '../providers/Provider.ts';
import { inDoubt } from './chargeWords.ts';
import type { ProviderGate } from './providerGate.ts';
import type { SlotLimits } from './slotLimits.ts';
import type { SlotLine } from './slotLine.ts';
import type { TaskChange } from './taskChange.ts';
import type { TaskQueue } from './taskQueue.ts';
import type { StoredTask } from './taskRow.ts';

export interface StepParts {
  readonly queue: TaskQueue;
  readonly line: SlotLine;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly store: ImageStore;
  readonly finisher: Finisher;
  readonly gate: ProviderGate;
  readonly slots: SlotLimits;
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
}

/** Enters the next state; its step is due after a while, at once if nothing is said. */
export function enter(
  parts: StepParts,
  status: 'submitting' | 'processing' | 'finishing',
  change: TaskChange & { delayMs?: number } = {},
): StepOutcome {
  const { delayMs = 0, ...rest } = change;
  const now = parts.now();
  return {
    isVisible: true,
    change: {
      status,
      statusSince: now,
      attempts: 0,
      polls: 0,
      waiting: null,
      dueAt: new Date(now.getTime() + delayMs),
      ...rest,
    },
  };
}

export function fail(
  parts: StepParts,
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
    },
  };
}

/**
 * Ends a task for trouble of this relay's own. An earlier try of the submit may have been taken; then nobody is told
 * that it is over.
 */
export function giveUp(
  parts: StepParts,
  task: Pick<StoredTask, 'status' | 'slots'>,
  problem: TaskProblem,
): StepOutcome {
  const isInDoubt = task.status === 'submitting' && task.slots > 0;
  if (isInDoubt) return fail(parts, inDoubt(problem), 'uncertain');
  // A place may have been taken in this very step, before anything was sent.
  return fail(parts, problem, 'failed', task.status === 'submitting' ? { slots: 0 } : {});
}

/** How long a task has been in its state. */
export function elapsedMs(parts: Pick<StepParts, 'now'>, task: Pick<StoredTask, 'statusSince'>): number {
  return parts.now().getTime() - task.statusSince.getTime();
}
