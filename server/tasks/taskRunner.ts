import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { hasEnded } from '../../src/domain/contract/task.ts';
import { isDatabaseAway } from '../database/databaseError.ts';
import type { Provider } from '../providers/Provider.ts';
import { keepLease } from './keepLease.ts';
import type { LeasedTask } from './rows/lease.ts';
import type { TaskChange } from './rows/taskChange.ts';
import { laneOf } from './rows/taskLane.ts';
import { RunningSteps } from './runningSteps.ts';
import { type AttemptDeps, attemptStep } from './steps/attemptStep.ts';
import type { StepOutcome } from './steps/stepOutcome.ts';

export interface RunnerOptions extends AttemptDeps {
  /** Steps at once that wait for the same thing. */
  readonly laneSize?: number;
  readonly leaseMs?: number;
  /** The queue is looked at so often although nothing was heard. */
  readonly maxNapMs?: number;
}

/** More than a slow provider holds of one kind, as long as its answers come at all; each costs a socket, no memory to speak of. */
const LANE_SIZE = 32;
const MAX_NAP_MS = 30_000;
const MIN_NAP_MS = 5;
/** A database that is away is asked so often. */
const WRITE_AGAIN_MS = 500;

/**
 * Carries tasks on: takes due rows under a lease, does one step of each, writes down what came of it. It holds nothing
 * that is not in the database, so it may die at any point and another goes on.
 */
export class TaskRunner {
  readonly #options: RunnerOptions;
  readonly #owner = randomUUID();
  readonly #leaseMs: number;
  readonly #running: RunningSteps;
  /** Submits that a provider in this process may still work on. */
  readonly #submits = new Map<string, { provider: Provider; externalTaskId: string }>();
  #timer: NodeJS.Timeout | undefined;
  #pumping: Promise<void> | null = null;
  #pumpAgain = false;
  #isStopped = true;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? 20_000;
    this.#running = new RunningSteps(options.laneSize ?? LANE_SIZE);
  }

  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  /** Takes no more steps, breaks off those under way, and gives their leases back. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#pumping;
    await this.#running.breakOffAll();
    await this.#options.queue.releaseAll(this.#owner);
  }

  /** Something may be due now. */
  wake(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    if (this.#pumping !== null) {
      this.#pumpAgain = true;
      return;
    }
    this.#pumping = this.#pump().finally(() => {
      this.#pumping = null;
      if (this.#pumpAgain) {
        this.#pumpAgain = false;
        this.wake();
      }
    });
  }

  /**
   * Does every step that is due, and all that become due meanwhile; resolves once none is due or under way. For whoever
   * moves the clock instead of waiting, while the runner itself is not started.
   *
   * @returns when the next one is due; null when none is foreseen
   */
  async runUntilIdle(): Promise<Date | null> {
    for (;;) {
      // What is under way is passed over; it may end, and be due again, while the queue is being read.
      const isAllSeen = this.#running.isEmpty;
      const nextDueAt = await this.#takeAll();
      if (!this.#running.isEmpty) await this.#running.oneDone();
      else if (isAllSeen) return nextDueAt;
    }
  }

  /** A task changed: if it has ended or is gone, whatever still works on it here is broken off. */
  async notice(taskId: string): Promise<void> {
    this.wake();
    const submit = this.#submits.get(taskId);
    if (submit === undefined && !this.#running.has(taskId)) return;
    const status = await this.#options.queue.statusOf(taskId);
    if (status !== null && !hasEnded(status)) return;
    this.#running.breakOff(taskId);
    this.#submits.delete(taskId);
    submit?.provider.forget(submit.externalTaskId);
  }

  async #pump(): Promise<void> {
    const { logger, maxNapMs = MAX_NAP_MS, now } = this.#options;
    try {
      const next = await this.#takeAll();
      const napMs = next === null ? maxNapMs : next.getTime() - now().getTime();
      this.#nap(Math.min(maxNapMs, Math.max(MIN_NAP_MS, napMs)));
    } catch (error) {
      logger.error({ err: error }, 'The task queue cannot be read; trying again.');
      this.#nap(1000);
    }
  }

  /**
   * Begins every step that is due, as far as there are places.
   *
   * @returns when the next may be begun: what waits for a place in its lane is looked for when a step of it has ended
   */
  async #takeAll(): Promise<Date | null> {
    for (;;) {
      const room = this.#running.room();
      const options = { leaseMs: this.#leaseMs, ...room };
      const { leased, nextDueAt } = await this.#options.queue.take(this.#owner, options);
      for (const one of leased) this.#begin(one);
      if (leased.length < room.limit) return nextDueAt;
    }
  }

  #nap(ms: number): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), ms);
  }

  #begin(leased: LeasedTask): void {
    const { id } = leased.task;
    const abort = new AbortController();
    // Every image of a task is fetched and finished at once, and each listens: more than Node takes for a leak.
    setMaxListeners(0, abort.signal);
    const done = this.#work(leased, abort).finally(() => {
      this.#running.remove(id);
      this.wake();
    });
    this.#running.add(id, { lane: laneOf(leased.task), abort, done });
  }

  async #work(leased: LeasedTask, abort: AbortController): Promise<void> {
    const { queue, line, logger, providers, now } = this.#options;
    const { task, lease } = leased;
    const provider = providers.get(task.provider);
    if (provider !== undefined && task.externalTaskId !== null) {
      this.#submits.set(task.id, { provider, externalTaskId: task.externalTaskId });
    }
    const letGo = keepLease(leased, {
      ...{ leaseMs: this.#leaseMs, now, abort },
      renew: () => queue.renew(lease, this.#leaseMs),
      onError: (error) => logger.warn({ err: error, task: task.id }, 'A lease could not be renewed.'),
    });
    try {
      const outcome = await attemptStep(this.#options, leased, abort.signal);
      if (outcome === null) return;
      const isWritten = await this.#writeDown(leased, outcome);
      await (isWritten ? this.#tidyUp(leased, outcome) : this.#keepHint(leased, outcome));
      const mayHaveHeld = task.sentAt !== null || task.status === 'submitting';
      if (mayHaveHeld && isPlaceFree(outcome.change)) await line.wake(task.provider, task.n);
      this.#log(leased, outcome);
    } catch (error) {
      logger.error({ err: error, task: task.id }, 'What a step came to could not be written down.');
    } finally {
      letGo();
    }
  }

  /** What was paid for must not be forgotten: a database that is away is waited for while the lease may still stand. */
  async #writeDown({ lease, task }: LeasedTask, { isVisible, change }: StepOutcome): Promise<boolean> {
    const { queue, logger } = this.#options;
    for (;;) {
      try {
        return await (isVisible
          ? queue.completeStep(lease, change)
          : queue.completeStepQuietly(lease, change));
      } catch (error) {
        if (!isDatabaseAway(error) || this.#isStopped) throw error;
        logger.warn({ err: error, task: task.id }, 'What a step came to waits for the database.');
        await pause(WRITE_AGAIN_MS);
      }
    }
  }

  /** Somebody else has the task by now, and asks whether it was taken: what this copy of the step heard helps. */
  async #keepHint({ task }: LeasedTask, { change }: StepOutcome): Promise<void> {
    if (task.externalTaskId === null || typeof change.upstreamTaskId !== 'string') return;
    await this.#options.queue.keepHint(task.externalTaskId, change.upstreamTaskId);
  }

  async #tidyUp({ task }: LeasedTask, { afterwards }: StepOutcome): Promise<void> {
    await afterwards?.().catch((error: unknown) =>
      this.#options.logger.warn(
        { err: error, task: task.id },
        'Files that are nobody’s are left to the sweep.',
      ),
    );
  }

  #log({ task }: LeasedTask, { change, isVisible }: StepOutcome): void {
    if (!isVisible) return;
    const status = change.status ?? task.status;
    const problem = change.problem ?? change.waiting ?? undefined;
    this.#options.logger.info({ task: task.id, from: task.status, status, problem }, 'Task stepped.');
  }
}

/** The provider works on it no longer, or never did. */
function isPlaceFree({ status, sentAt }: TaskChange): boolean {
  return sentAt === null || status === 'finishing' || status === 'failed' || status === 'uncertain';
}
