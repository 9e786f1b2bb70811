import { and, count, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { ProviderName } from '../../../src/domain/contract/provider.ts';
import type { Task } from '../../../src/domain/contract/task.ts';
import { type ProblemCode, ProblemError } from '../../../src/domain/problem.ts';
import type { Db } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';
import type { UsageLimits } from '../../settings.ts';
import { type DailyLimit, dayOf, EVERYBODY, giveImagesBack, takeImages } from './dailyImageCount.ts';

interface TaskLimitDeps extends Omit<UsageLimits, 'requestsPerMinute'> {
  readonly db: Db;
  readonly now: () => Date;
  readonly isPaid: (provider: ProviderName) => boolean;
}

interface Wish {
  readonly provider: ProviderName;
  readonly n: number;
  /** Who wants it; null where nobody signs in. */
  readonly person: string | null;
}

interface NewWish extends Wish {
  readonly idempotencyKey: string;
  /** What the task is to be called. */
  readonly taskId: string;
}

/** What images are counted for. */
interface Deed<T> {
  readonly carryOut: () => Promise<T>;
  readonly isUsed: (outcome: T) => boolean;
  /** Asked where it threw: what was written may stand although its answer was lost. */
  readonly stands: () => Promise<boolean>;
}

const LIMITS: readonly ProblemCode[] = ['too-many-open-tasks', 'daily-images-used-up'];

/** How much may be asked for, by one person and by everybody together. */
export class TaskLimits {
  readonly #parts: TaskLimitDeps;

  constructor(parts: TaskLimitDeps) {
    this.#parts = parts;
  }

  /**
   * Counts a wish for a new task while it is carried out; what brings no new task is not counted. The same key again
   * is never refused: its task is there already.
   *
   * @throws ProblemError that says which limit is reached, and when it lifts.
   */
  async admit<T extends { readonly isNew: boolean }>(wish: NewWish, carryOut: () => Promise<T>): Promise<T> {
    const { idempotencyKey, taskId } = wish;
    // Counted even for a moment, it could take from somebody else what is left.
    if (this.#isCounted(wish) && (await this.#isThere(eq(tasks.idempotencyKey, idempotencyKey)))) {
      return carryOut();
    }
    const deed = {
      carryOut,
      isUsed: (outcome: T) => outcome.isNew,
      stands: () => this.#isThere(eq(tasks.id, taskId)),
    };
    try {
      await this.#checkOpenTasks(wish.person);
      return await this.#counted(wish, deed);
    } catch (error) {
      // Asked only then: most often nothing is refused.
      const isRefused = error instanceof ProblemError && LIMITS.includes(error.code);
      if (isRefused && (await this.#isThere(eq(tasks.idempotencyKey, idempotencyKey)))) return carryOut();
      throw error;
    }
  }

  /** The same for a task, as it was, that is submitted once more, and paid for once more. */
  async admitAgain(wish: Wish & Pick<Task, 'id' | 'revision'>, carryOut: () => Promise<Task>): Promise<Task> {
    const hasChanged = and(eq(tasks.id, wish.id), gt(tasks.revision, wish.revision));
    return this.#counted(wish, { carryOut, isUsed: () => true, stands: () => this.#isThere(hasChanged) });
  }

  #isCounted({ provider, person }: Wish): boolean {
    return this.#parts.isPaid(provider) && this.#dailyLimits(person).length > 0;
  }

  async #counted<T>(wish: Wish, { carryOut, isUsed, stands }: Deed<T>): Promise<T> {
    if (!this.#isCounted(wish)) return carryOut();
    const { db, now } = this.#parts;
    const limits = this.#dailyLimits(wish.person);
    const images = { day: dayOf(now()), n: wish.n };
    await takeImages(db, limits, images);
    let isKept = false;
    try {
      const outcome = await carryOut();
      isKept = isUsed(outcome);
      return outcome;
    } catch (error) {
      // What is refused was not written; a database that cannot tell takes nothing back either.
      isKept = !(error instanceof ProblemError) && (await stands().catch(() => true));
      throw error;
    } finally {
      if (!isKept) await giveImagesBack(db, limits, images);
    }
  }

  /** One's own first, so that nobody waits for a row of another while holding everybody's. */
  #dailyLimits(person: string | null): readonly DailyLimit[] {
    const { dailyImages, dailyImagesEach } = this.#parts;
    return [
      ...(dailyImagesEach === null || person === null ? [] : [{ person, most: dailyImagesEach }]),
      ...(dailyImages === null ? [] : [{ person: EVERYBODY, most: dailyImages }]),
    ];
  }

  async #isThere(which: SQL | undefined): Promise<boolean> {
    const [task] = await this.#parts.db.select({ id: tasks.id }).from(tasks).where(which);
    return task !== undefined;
  }

  async #checkOpenTasks(person: string | null): Promise<void> {
    const { openTasks, openTasksEach } = this.#parts;
    if (openTasksEach !== null && person !== null && (await this.#countOpen(person)) >= openTasksEach) {
      throw new ProblemError('too-many-open-tasks', {
        detail: `You have ${openTasksEach === 1 ? '1 task' : `${openTasksEach} tasks`} under way, as many as one person may. Submit again when one of them has ended.`,
      });
    }
    if (openTasks !== null && (await this.#countOpen(null)) >= openTasks) {
      throw new ProblemError('too-many-open-tasks', {
        detail: `${openTasks} tasks are under way, as many as the server takes at once. Submit again when one of them has ended.`,
      });
    }
  }

  /** Of one person, or of all. */
  async #countOpen(person: string | null): Promise<number> {
    const whose = person === null ? undefined : eq(tasks.person, person);
    const [open] = await this.#parts.db
      .select({ count: count() })
      .from(tasks)
      .where(and(isNull(tasks.endedAt), isNull(tasks.deletedAt), whose));
    return open?.count ?? 0;
  }
}
