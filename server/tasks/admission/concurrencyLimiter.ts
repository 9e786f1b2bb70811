import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { ProviderName } from '../../../src/domain/contract/provider.ts';
import type { Db, Tx } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';
import { holds, type Lease, LeaseLostError } from '../rows/lease.ts';
import { announced } from '../rows/taskChange.ts';
import { rowLine } from '../rows/taskLane.ts';

interface ConcurrencyRequest {
  readonly provider: ProviderName;
  readonly n: number;
  readonly limit: number | null;
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
   * may go alone. The line (`rowLine`) with the fewest images there goes first, of several the one who has waited
   * longest, and lets the next one look when there is room left.
   *
   * @returns false when there is no place yet
   */
  async reserve(lease: Lease, { provider, n, limit }: ConcurrencyRequest): Promise<boolean> {
    if (limit === null) {
      await this.#markSent(this.#db, lease);
      return true;
    }
    return this.#db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${SLOT_LOCK})`);
      const used = await usedAt(tx, provider);
      if (used > 0 && (used + n > limit || !(await isNext(tx, provider, lease.taskId)))) return false;
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
  inUse(provider: ProviderName): Promise<number> {
    return usedAt(this.#db, provider);
  }

  /** Lets those whose turn it is look again. */
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
  const next = turnsAt(db, provider).limit(places);
  // A runner that rests hears of it, wherever it is.
  await db.update(tasks).set({ dueAt: now }).where(inArray(tasks.id, next)).returning(announced);
}

/** Images that a provider works on for us. */
async function usedAt(db: Db | Tx, provider: ProviderName): Promise<number> {
  const [sum] = await db
    .select({ used: sql`coalesce(sum(${imagesUnderWay}), 0)`.mapWith(Number) })
    .from(tasks)
    .where(isAt(provider));
  return sum?.used ?? 0;
}

function isAt(provider: ProviderName) {
  return and(
    eq(tasks.provider, provider),
    inArray(tasks.status, ['submitting', 'processing']),
    isNotNull(tasks.sentAt),
    isNull(tasks.deletedAt),
  );
}

/** Whether none of those that wait for a place goes before a task. */
async function isNext(db: Db | Tx, provider: ProviderName, taskId: string): Promise<boolean> {
  const [first] = await turnsAt(db, provider, taskId).limit(1);
  return first === undefined || first.id === taskId;
}

/** Those that wait for a place, with a task that asks for one if there is such, in the order of their turns. */
function turnsAt(db: Db | Tx, provider: ProviderName, askingId?: string) {
  const held = db
    .select({ line: rowLine.as('line'), used: sql<number>`sum(${imagesUnderWay})`.as('used') })
    .from(tasks)
    .where(isAt(provider))
    .groupBy(rowLine)
    .as('held');
  const isAsking = askingId === undefined ? undefined : eq(tasks.id, askingId);
  return db
    .select({ id: tasks.id })
    .from(tasks)
    .leftJoin(held, eq(held.line, rowLine))
    .where(or(waitsForSlots(provider), isAsking))
    .orderBy(sql`coalesce(${held.used}, 0)`, asc(tasks.createdAt), asc(tasks.id));
}
