import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Provider } from '../providers/Provider.ts';
import { Alarm } from './alarm.ts';
import { keepLease } from './keepLease.ts';
import type { LeasedTask } from './rows/lease.ts';
import type { TaskChange, TaskNotice } from './rows/taskChange.ts';
import { laneOf } from './rows/taskLane.ts';
import { RunningSteps } from './runningSteps.ts';
import { type AttemptDeps, attemptStep } from './steps/attemptStep.ts';
import type { StepOutcome } from './steps/stepOutcome.ts';
import { writeOutcome } from './writeOutcome.ts';

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
const TAKE_AGAIN_MS = 1000;

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
  readonly #alarm: Alarm;
  #pumping: Promise<void> | null = null;
  #pumpAgain = false;
  /** Whether tasks were passed over for want of a place in their lanes. */
  #isCrowded = false;
  #isStopped = true;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? 20_000;
    this.#running = new RunningSteps(options.laneSize ?? LANE_SIZE);
    this.#alarm = new Alarm({
      now: options.now,
      ring: () => this.wake(),
      maxNapMs: options.maxNapMs ?? MAX_NAP_MS,
    });
  }

  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  /** Takes no more steps, breaks off those under way, and gives their leases back. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#alarm.clear();
    await this.#pumping;
    this.#alarm.clear();
    await this.#running.breakOffAll();
    await this.#options.queue.releaseAll(this.#owner);
  }

  /** Something may be due now. */
  wake(): void {
    if (this.#isStopped) return;
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

  /**
   * A task changed, here or elsewhere: if it is over, whatever still works on it here is broken off, and the place that
   * it had may be another one's. What is under way here is looked at when its step ends.
   */
  notice({ id, revision, isOver, dueAtMs }: TaskNotice): void {
    // It was over, and was taken up again before that was heard.
    if (isOver && this.#running.isBegunAfter(id, revision)) {
      this.wake();
    } else if (isOver) {
      this.#running.breakOff(id);
      const submit = this.#submits.get(id);
      this.#submits.delete(id);
      submit?.provider.forget(submit.externalTaskId);
      this.wake();
    } else if (dueAtMs !== null && !this.#running.has(id)) {
      this.#lookAt(dueAtMs);
    }
  }

  async #pump(): Promise<void> {
    const { logger, now } = this.#options;
    // What becomes due from now on may be missed by the question, and is told of.
    this.#alarm.clear();
    try {
      const next = await this.#takeAll();
      this.#lookAt(next?.getTime() ?? Number.MAX_SAFE_INTEGER);
    } catch (error) {
      logger.error({ err: error }, 'The task queue cannot be read; trying again.');
      this.#lookAt(now().getTime() + TAKE_AGAIN_MS);
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
      this.#isCrowded = room.full.length > 0;
      const { leased, nextDueAt } = await this.#options.queue.take(this.#owner, options);
      for (const one of leased) this.#begin(one);
      if (leased.length < room.limit) return nextDueAt;
    }
  }

  #lookAt(atMs: number): void {
    if (!this.#isStopped) this.#alarm.set(atMs);
  }

  #begin(leased: LeasedTask): void {
    const { id } = leased.task;
    const abort = new AbortController();
    // Every image of a task is fetched and finished at once, and each listens: more than Node takes for a leak.
    setMaxListeners(0, abort.signal);
    const done = this.#work(leased, abort).then((nextAt) => {
      this.#running.remove(id);
      if (nextAt === null || this.#isCrowded) this.wake();
      else this.#lookAt(nextAt.getTime());
    });
    const { revision } = leased.task;
    this.#running.add(id, { lane: laneOf(leased.task), revision, abort, done });
  }

  /** @returns when the task is due again; null where that is not known, or other tasks may be due by what was done */
  async #work(leased: LeasedTask, abort: AbortController): Promise<Date | null> {
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
      if (outcome === null) return null;
      const isWritten = await writeOutcome(
        { queue, logger, isStopped: () => this.#isStopped },
        leased,
        outcome,
      );
      const mayHaveHeld = task.sentAt !== null || task.status === 'submitting';
      const isFree = mayHaveHeld && isPlaceFree(outcome.change);
      if (isFree) await line.wake(task.provider, task.n);
      this.#log(leased, outcome);
      const { dueAt } = outcome.change;
      return isWritten && !isFree && dueAt instanceof Date ? dueAt : null;
    } catch (error) {
      logger.error({ err: error, task: task.id }, 'What a step came to could not be written down.');
      return null;
    } finally {
      letGo();
    }
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
