import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { ProviderName } from '../../src/domain/contract.ts';
import type { Db, Tx } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { holds, type Lease, LeaseLostError } from './lease.ts';

interface SlotWish {
  readonly provider: ProviderName;
  readonly n: number;
  readonly limit: number | null;
  readonly createdAt: Date;
}

/** Any fixed number. */
const SLOT_LOCK = 7_305_413;

/** The line for places at a provider: how many of its images are under way, and whose turn it is next. */
export class SlotLine {
  readonly #db: Db;
  readonly #now: () => Date;

  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * Marks a task's images as being with the provider, while no more than the limit are; a task that alone has more
   * may go alone. Whoever has waited longer goes first, and lets the next one look when there is room left.
   *
   * @returns false when there is no place yet
   */
  async reserve(lease: Lease, { provider, n, limit, createdAt }: SlotWish): Promise<boolean> {
    return this.#db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${SLOT_LOCK})`);
      const { used, isNext } =
        limit === null ? { used: 0, isNext: true } : await slotsOf(tx, { provider, createdAt });
      if (limit !== null && used > 0 && (used + n > limit || !isNext)) return false;
      const reserved = await tx
        .update(tasks)
        .set({ slots: n })
        .where(holds(lease))
        .returning({ id: tasks.id });
      if (reserved.length === 0) throw new LeaseLostError(lease.taskId);
      if (limit !== null && used + n < limit) await wakeWaiters(tx, provider, [1, this.#now()]);
      return true;
    });
  }

  /** Images that a provider works on for us. */
  async inUse(provider: ProviderName): Promise<number> {
    return (await slotsOf(this.#db, { provider, createdAt: new Date(0) })).used;
  }

  /** Lets those that have waited longest for a place look again. */
  wake(provider: ProviderName, places: number): Promise<void> {
    return wakeWaiters(this.#db, provider, [places, this.#now()]);
  }
}

function waitsForSlots(provider: ProviderName) {
  return and(
    eq(tasks.provider, provider),
    eq(tasks.status, 'submitting'),
    eq(tasks.slots, 0),
    isNotNull(tasks.dueAt),
    isNull(tasks.deletedAt),
    sql`${tasks.waiting} ->> 'code' = 'upstream-slots'`,
  );
}

async function wakeWaiters(
  db: Db | Tx,
  provider: ProviderName,
  [places, now]: readonly [number, Date],
): Promise<void> {
  const longest = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(waitsForSlots(provider))
    .orderBy(asc(tasks.createdAt))
    .limit(places);
  await db.update(tasks).set({ dueAt: now }).where(inArray(tasks.id, longest));
}

/** How many images a provider works on, and whether nobody older waits for a place. */
async function slotsOf(
  db: Db | Tx,
  { provider, createdAt }: Pick<SlotWish, 'provider' | 'createdAt'>,
): Promise<{ used: number; isNext: boolean }> {
  const [sum] = await db
    .select({ used: sql`coalesce(sum(${tasks.slots}), 0)`.mapWith(Number) })
    .from(tasks)
    .where(
      and(
        eq(tasks.provider, provider),
        inArray(tasks.status, ['submitting', 'processing']),
        isNull(tasks.deletedAt),
      ),
    );
  const [older] = await db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(waitsForSlots(provider), lt(tasks.createdAt, createdAt)))
    .limit(1);
  return { used: sum?.used ?? 0, isNext: older === undefined };
}
