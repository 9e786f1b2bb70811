import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { hasEnded, type TaskProblem } from '../../src/domain/contract.ts';
import { isStorageCode, storageTrouble } from '../images/storageTrouble.ts';
import { taskProblem } from '../providers/klingProblem.ts';
import type { Provider } from '../providers/Provider.ts';
import { paidAlready } from './chargeWords.ts';
import { type LeasedTask, LeaseLostError } from './lease.ts';
import { PATIENCE } from './retryPolicy.ts';
import { elapsedMs, giveUp, type StepOutcome, type StepParts } from './stepOutcome.ts';
import { waitAndRetry } from './stepWait.ts';
import type { StoredTask } from './taskRow.ts';
import { runStep } from './taskSteps.ts';

export interface RunnerOptions extends StepParts {
  readonly logger: Logger;
  /** Steps at once. */
  readonly concurrency?: number;
  readonly leaseMs?: number;
}

/** A step under way in this process. */
interface Running {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

const LONGEST_NAP_MS = 30_000;
const SHORTEST_NAP_MS = 5;

/**
 * Carries tasks on: takes due rows under a lease, does one step of each, writes down what came of it. It holds nothing
 * that is not in the database, so it may die at any point and another goes on.
 */
export class TaskRunner {
  readonly #options: RunnerOptions;
  readonly #owner = randomUUID();
  readonly #leaseMs: number;
  readonly #running = new Map<string, Running>();
  /** Submits that a provider in this process may still work on. */
  readonly #submits = new Map<string, { provider: Provider; externalTaskId: string }>();
  #timer: NodeJS.Timeout | undefined;
  #pumping: Promise<void> | null = null;
  #pumpAgain = false;
  #isStopped = true;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? 20_000;
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
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort();
    await Promise.all(running.map(({ done }) => done));
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

  /** A task changed: if it has ended or is gone, whatever still works on it here is broken off. */
  async notice(taskId: string): Promise<void> {
    this.wake();
    const submit = this.#submits.get(taskId);
    const running = this.#running.get(taskId);
    if (submit === undefined && running === undefined) return;
    const status = await this.#options.queue.statusOf(taskId);
    if (status !== null && !hasEnded(status)) return;
    running?.abort.abort();
    this.#submits.delete(taskId);
    submit?.provider.forget(submit.externalTaskId);
  }

  async #pump(): Promise<void> {
    const { queue, logger, concurrency = 8, now } = this.#options;
    try {
      const limit = concurrency - this.#running.size;
      if (limit > 0) {
        const taken = await queue.takeDue(this.#owner, { leaseMs: this.#leaseMs, limit });
        for (const leased of taken) this.#begin(leased);
        if (taken.length === limit) return;
      } else {
        return;
      }
      const next = await queue.nextDueAt();
      const napMs = next === null ? LONGEST_NAP_MS : next.getTime() - now().getTime();
      this.#nap(Math.min(LONGEST_NAP_MS, Math.max(SHORTEST_NAP_MS, napMs)));
    } catch (error) {
      logger.error({ err: error }, 'The task queue cannot be read; trying again.');
      this.#nap(1000);
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
    const done = this.#work(leased, abort).finally(() => {
      // The next step of the same task may have begun already.
      if (this.#running.get(id)?.abort === abort) this.#running.delete(id);
      this.wake();
    });
    this.#running.set(id, { abort, done });
  }

  async #work(leased: LeasedTask, abort: AbortController): Promise<void> {
    const { queue, line, logger, providers } = this.#options;
    const { task, lease } = leased;
    const provider = providers.get(task.provider);
    if (provider !== undefined && task.externalTaskId !== null) {
      this.#submits.set(task.id, { provider, externalTaskId: task.externalTaskId });
    }
    const heartbeat = setInterval(() => {
      queue.renew(lease, this.#leaseMs).then(
        (stands) => stands || abort.abort(),
        (error: unknown) => logger.warn({ err: error, task: task.id }, 'A lease could not be renewed.'),
      );
    }, this.#leaseMs / 4);
    try {
      const outcome = await this.#outcomeOf(leased, abort.signal);
      if (outcome === null) return;
      if (outcome.isVisible) await queue.settle(lease, outcome.change);
      else await queue.settleQuietly(lease, outcome.change);
      const mayHaveHeld = task.slots > 0 || task.status === 'submitting';
      if (mayHaveHeld && outcome.change.slots === 0) await line.wake(task.provider, task.n);
      this.#log(leased, outcome);
    } catch (error) {
      logger.error({ err: error, task: task.id }, 'What a step came to could not be written down.');
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Null when the step was broken off. */
  async #outcomeOf(leased: LeasedTask, signal: AbortSignal): Promise<StepOutcome | null> {
    const { task } = leased;
    const afresh = startedAfresh(leased);
    try {
      return await runStep(this.#options, afresh, signal);
    } catch (error) {
      if (signal.aborted || error instanceof LeaseLostError) return null;
      const trouble = storageTrouble(error);
      if (trouble !== null) {
        this.#options.logger.warn({ err: error, task: task.id }, 'A step waits for the storage.');
        return this.#waitForStorage(task, taskProblem(trouble, null));
      }
      this.#options.logger.error({ err: error, task: task.id, status: task.status }, 'A step failed.');
      const problem = taskProblem('internal', null);
      return afresh.task.attempts + 1 >= PATIENCE.maxErrors
        ? giveUp(this.#options, task, problem)
        : waitAndRetry(this.#options, afresh.task, { problem });
    }
  }

  #waitForStorage(task: StoredTask, trouble: TaskProblem): StepOutcome {
    const provider = this.#options.providers.get(task.provider);
    const isTaken = task.status === 'processing' || task.status === 'finishing';
    const problem = isTaken && provider !== undefined ? paidAlready(trouble, provider) : trouble;
    // Nothing was sent in this step: a place that it took is free again.
    const freed = task.status === 'submitting' && task.slots === 0 ? { slots: 0 } : {};
    // Patience begins with the trouble and not with the state, which may be old.
    if (!isStorageCode(task.waiting?.code)) {
      return waitAndRetry(this.#options, task, { problem }, { ...freed, statusSince: this.#options.now() });
    }
    const patienceMs = trouble.code === 'disk-full' ? PATIENCE.diskMs : PATIENCE.storageMs;
    return elapsedMs(this.#options, task) > patienceMs
      ? giveUp(this.#options, task, problem)
      : waitAndRetry(this.#options, task, { problem }, freed);
  }

  #log({ task }: LeasedTask, { change, isVisible }: StepOutcome): void {
    if (!isVisible) return;
    const status = change.status ?? task.status;
    const problem = change.problem ?? change.waiting ?? undefined;
    this.#options.logger.info({ task: task.id, from: task.status, status, problem }, 'Task stepped.');
  }
}

/** Tries that failed for want of a storage are not the provider's: its own count from the beginning. */
function startedAfresh(leased: LeasedTask): LeasedTask {
  const { task } = leased;
  return isStorageCode(task.waiting?.code) ? { ...leased, task: { ...task, attempts: 0 } } : leased;
}
