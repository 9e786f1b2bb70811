import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { ProviderName } from '../../../src/domain/contract.ts';
import type { Db, Tx } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';
import { holds, type Lease, LeaseLostError } from '../rows/lease.ts';

interface ConcurrencyRequest {
  readonly provider: ProviderName;
  readonly n: number;
  readonly limit: number | null;
  readonly createdAt: Date;
}

/** Any fixed number. */
const SLOT_LOCK = 7_305_413;

/** The line for places at a provider: how many of its images are under way, and whose turn it is next. */
export class ConcurrencyLimiter {
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
  async reserve(lease: Lease, { provider, n, limit, createdAt }: ConcurrencyRequest): Promise<boolean> {
    if (limit === null) {
      await this.#markSent(this.#db, lease);
      return true;
    }
    return this.#db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${SLOT_LOCK})`);
      const { used, isNext } = await slotsOf(tx, { provider, createdAt });
      if (used > 0 && (used + n > limit || !isNext)) return false;
      await this.#markSent(tx, lease);
      if (used + n < limit) await wakeWaiters(tx, provider, [1, this.#now()]);
      return true;
    });
  }

  async #markSent(db: Db | Tx, lease: Lease): Promise<void> {
    const marked = await db
      .update(tasks)
      .set({ sentAt: this.#now() })
      .where(holds(lease))
      .returning({ id: tasks.id });
    if (marked.length === 0) throw new LeaseLostError(lease.taskId);
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

/** Only the last step of a plan asks for all images. */
const imagesUnderWay = sql`case when ${tasks.planStep} < ${tasks.planLength} - 1 then 1 else ${tasks.n} end`;

function waitsForSlots(provider: ProviderName) {
  return and(
    eq(tasks.provider, provider),
    eq(tasks.status, 'submitting'),
    isNull(tasks.sentAt),
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
  { provider, createdAt }: Pick<ConcurrencyRequest, 'provider' | 'createdAt'>,
): Promise<{ used: number; isNext: boolean }> {
  const [sum] = await db
    .select({ used: sql`coalesce(sum(${imagesUnderWay}), 0)`.mapWith(Number) })
    .from(tasks)
    .where(
      and(
        eq(tasks.provider, provider),
        inArray(tasks.status, ['submitting', 'processing']),
        isNotNull(tasks.sentAt),
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
