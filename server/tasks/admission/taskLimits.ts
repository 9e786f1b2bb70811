import { and, count, eq, isNull } from 'drizzle-orm';
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
  async admit<T extends { readonly isNew: boolean }>(
    wish: Wish & { readonly idempotencyKey: string },
    carryOut: () => Promise<T>,
  ): Promise<T> {
    try {
      await this.#checkOpenTasks(wish.person);
      return await this.#counted(wish, carryOut, (outcome) => outcome.isNew);
    } catch (error) {
      // Asked only then: most often nothing is refused.
      const isRefused = error instanceof ProblemError && LIMITS.includes(error.code);
      if (isRefused && (await this.#isKnown(wish.idempotencyKey))) return carryOut();
      throw error;
    }
  }

  /** The same for a task that is submitted once more, and paid for once more. */
  async admitAgain(wish: Wish, carryOut: () => Promise<Task>): Promise<Task> {
    return this.#counted(wish, carryOut, () => true);
  }

  async #counted<T>(
    { provider, n, person }: Wish,
    carryOut: () => Promise<T>,
    isUsed: (outcome: T) => boolean,
  ): Promise<T> {
    const { db, now, isPaid } = this.#parts;
    const limits = this.#dailyLimits(person);
    if (limits.length === 0 || !isPaid(provider)) return carryOut();
    const images = { day: dayOf(now()), n };
    await takeImages(db, limits, images);
    let used = false;
    try {
      const outcome = await carryOut();
      used = isUsed(outcome);
      return outcome;
    } finally {
      if (!used) await giveImagesBack(db, limits, images);
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

  async #isKnown(idempotencyKey: string): Promise<boolean> {
    const [known] = await this.#parts.db
      .select({ id: tasks.id })
      .from(tasks)
      .where(eq(tasks.idempotencyKey, idempotencyKey));
    return known !== undefined;
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
