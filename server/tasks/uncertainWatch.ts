import type { Logger } from 'pino';
import type { Db } from '../database/openDatabase.ts';
import { untilBack } from '../database/untilBack.ts';
import type { TaskChange } from './rows/taskChange.ts';
import {
  isSubmittedSince,
  keepDenial,
  keepTrouble,
  type TakenUncertain,
  takeUncertain,
} from './rows/uncertainTasks.ts';
import { askAgain } from './steps/askAgain.ts';
import type { StepDeps } from './steps/stepOutcome.ts';

interface WatchOptions extends StepDeps {
  readonly db: Db;
  readonly logger: Logger;
}

const LOOK_EVERY_MS = 30_000;
/** An answer on which something may be sent is so long as good as new; after an outage the next one decides. */
const HOLDS_MS = 60_000;

/**
 * Goes on asking for tasks that are uncertain, ever more rarely, whatever people do with them meanwhile: a provider
 * that was in trouble for hours, or of which it was not known yet what its answers mean, may still tell. Nothing is
 * sent from here, so it costs nothing; see `settledBy` for what may be sent after it.
 */
export class UncertainWatch {
  readonly #options: WatchOptions;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> = Promise.resolve();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  start(): void {
    const lookAndWait = () => {
      this.#asking = this.askAll()
        .catch((error: unknown) =>
          this.#options.logger.error({ err: error }, 'Uncertain tasks cannot be asked for.'),
        )
        .then(() => {
          if (!this.#abort.signal.aborted) this.#timer = setTimeout(lookAndWait, LOOK_EVERY_MS);
        });
    };
    lookAndWait();
  }

  /** Asks for those that are due, once. */
  async askAll(): Promise<void> {
    const taken = await takeUncertain(this.#options.db, this.#options.now());
    await Promise.all(taken.map((leased) => this.#ask(leased)));
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#timer);
    await this.#asking;
  }

  async #ask(taken: TakenUncertain): Promise<void> {
    const { providers, logger } = this.#options;
    const { task, wasDenied } = taken;
    const provider = providers.get(task.provider);
    if (provider === undefined) return;
    try {
      const { signal } = this.#abort;
      const change = await askAgain(this.#options, provider, task, { wasDenied, signal });
      const saidAt = this.#options.now();
      // Kept in mind over an outage: asked for anew, a provider may say something else.
      await untilBack(() => this.#keep(taken, change, saidAt), {
        isStopped: () => signal.aborted,
        onAway: (error) =>
          logger.warn({ err: error, task: task.id }, 'What was said of a task waits for the database.'),
      });
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      logger.warn({ err: error, task: task.id }, 'An uncertain task could not be asked for.');
    }
  }

  async #keep(
    { lease, task, wasDenied }: TakenUncertain,
    change: TaskChange | 'denied' | null,
    saidAt: Date,
  ): Promise<void> {
    const { db, queue, logger } = this.#options;
    if (change === 'denied') return keepDenial(db, lease, saidAt);
    // Where nothing was told, the lease stays: it is the wait. Trouble takes a denial back, not the reason to ask soon.
    if (change === null) return wasDenied ? keepTrouble(db, lease, saidAt) : undefined;
    if (change.step === 'reconcile') {
      if (this.#options.now().getTime() - saidAt.getTime() > HOLDS_MS) return;
      if (await isSubmittedSince(db, task)) return keepDenial(db, lease, saidAt);
    }
    if (!(await queue.completeStep(lease, change))) return;
    const entry = { task: task.id, from: task.status, status: change.status };
    logger.info(entry, 'An uncertain task is so no longer.');
  }
}
