import { and, count, eq, isNull, lte, sql } from 'drizzle-orm';
import type { ProviderName, Task } from '../../src/domain/contract.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Db } from '../database/openDatabase.ts';
import { dailyImages, tasks } from '../database/schema.ts';

interface Parts {
  readonly db: Db;
  readonly now: () => Date;
  readonly isPaid: (provider: ProviderName) => boolean;
  /** Tasks under way at once; null for no limit. */
  readonly openTasks: number | null;
  /** Paid images in one day (UTC); null for no limit. */
  readonly dailyImages: number | null;
}

interface Wish {
  readonly provider: ProviderName;
  readonly n: number;
}

/** How much may be asked for, by everybody together. */
export class TaskLimits {
  readonly #parts: Parts;

  constructor(parts: Parts) {
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
    if (await this.#isKnown(wish.idempotencyKey)) return carryOut();
    await this.#checkOpenTasks();
    return this.#counted(wish, carryOut, (outcome) => outcome.isNew);
  }

  /** The same for a task that is submitted once more, and paid for once more. */
  async admitAgain(wish: Wish, carryOut: () => Promise<Task>): Promise<Task> {
    return this.#counted(wish, carryOut, () => true);
  }

  async #counted<T>(
    { provider, n }: Wish,
    carryOut: () => Promise<T>,
    isUsed: (outcome: T) => boolean,
  ): Promise<T> {
    const { isPaid, dailyImages: limit } = this.#parts;
    if (limit === null || !isPaid(provider)) return carryOut();
    const day = this.#parts.now().toISOString().slice(0, 10);
    await this.#take(day, n, limit);
    let used = false;
    try {
      const outcome = await carryOut();
      used = isUsed(outcome);
      return outcome;
    } finally {
      if (!used) await this.#giveBack(day, n);
    }
  }

  async #take(day: string, n: number, limit: number): Promise<void> {
    const taken =
      n > limit
        ? []
        : await this.#parts.db
            .insert(dailyImages)
            .values({ day, images: n })
            .onConflictDoUpdate({
              target: dailyImages.day,
              set: { images: sql`${dailyImages.images} + ${n}` },
              setWhere: lte(sql`${dailyImages.images} + ${n}`, limit),
            })
            .returning({ images: dailyImages.images });
    if (taken.length > 0) return;
    const left = limit - (await this.#usedOn(day));
    throw new ProblemError('daily-images-used-up', {
      detail: left > 0 ? leftWords(left, limit) : usedUpWords(limit),
      liftsAt: new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000),
    });
  }

  async #usedOn(day: string): Promise<number> {
    const [row] = await this.#parts.db.select().from(dailyImages).where(eq(dailyImages.day, day));
    return row?.images ?? 0;
  }

  async #giveBack(day: string, n: number): Promise<void> {
    await this.#parts.db
      .update(dailyImages)
      .set({ images: sql`${dailyImages.images} - ${n}` })
      .where(eq(dailyImages.day, day));
  }

  async #isKnown(idempotencyKey: string): Promise<boolean> {
    const [known] = await this.#parts.db
      .select({ id: tasks.id })
      .from(tasks)
      .where(eq(tasks.idempotencyKey, idempotencyKey));
    return known !== undefined;
  }

  async #checkOpenTasks(): Promise<void> {
    const { openTasks: limit } = this.#parts;
    if (limit === null) return;
    const [open] = await this.#parts.db
      .select({ count: count() })
      .from(tasks)
      .where(and(isNull(tasks.endedAt), isNull(tasks.deletedAt)));
    if ((open?.count ?? 0) < limit) return;
    throw new ProblemError('too-many-open-tasks', {
      detail: `${limit} tasks are under way, as many as the relay takes at once. Submit again when one of them has ended.`,
    });
  }
}

function usedUpWords(limit: number): string {
  return `The ${limit} paid images for today are used up. The built-in engine is free and goes on.`;
}

function leftWords(left: number, limit: number): string {
  const images = left === 1 ? '1 image is' : `${left} images are`;
  return `Of today's ${limit} paid images only ${images} left. Ask for fewer, or choose the built-in engine, which is free.`;
}
