import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, lte, min, or, sql } from 'drizzle-orm';
import { type ProviderName, type TaskStatus, taskStatusSchema } from '../../src/domain/contract.ts';
import type { Db, Tx } from '../database/openDatabase.ts';
import { results, tasks } from '../database/schema.ts';
import { announce, inRevisionOrder, nextRevision, type TaskChange, touchTask } from './taskChange.ts';
import { loadParts } from './taskReader.ts';
import { type ResultRow, type StoredTask, toStoredTask } from './taskRow.ts';

/** The right to do one step of a task: lost when it is cancelled, deleted, or taken over after the lease ran out. */
export interface Lease {
  readonly taskId: string;
  readonly owner: string;
  readonly status: TaskStatus;
}

export interface LeasedTask {
  readonly lease: Lease;
  readonly task: StoredTask;
}

export interface SlotWish {
  readonly provider: ProviderName;
  readonly n: number;
  readonly limit: number | null;
  readonly createdAt: Date;
}

/** A step was taken away while it was being done; there is nothing to write down. */
export class LeaseLostError extends Error {
  constructor(taskId: string) {
    super(`The lease of task ${taskId} was lost.`);
    this.name = 'LeaseLostError';
  }
}

/** Any fixed number. */
const SLOT_LOCK = 7_305_413;

/** The rows are the queue: hands out due tasks under a lease and takes back what became of them. */
export class TaskQueue {
  readonly #db: Db;
  readonly #now: () => Date;

  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  async takeDue(owner: string, options: { leaseMs: number; limit: number }): Promise<LeasedTask[]> {
    const now = this.#now();
    const taken = await this.#db.transaction(async (tx) => {
      const due = await tx
        .select({ id: tasks.id })
        .from(tasks)
        .where(
          and(
            lte(tasks.dueAt, now),
            isNull(tasks.deletedAt),
            or(isNull(tasks.leaseUntil), lt(tasks.leaseUntil, now)),
          ),
        )
        .orderBy(asc(tasks.dueAt))
        .limit(options.limit)
        .for('update', { skipLocked: true });
      const ids = due.map(({ id }) => id);
      if (ids.length === 0) return [];
      await tx
        .update(tasks)
        .set({ leaseOwner: owner, leaseUntil: new Date(now.getTime() + options.leaseMs) })
        .where(inArray(tasks.id, ids));
      return loadParts(tx, ids);
    });
    return taken.map((parts) => {
      const task = toStoredTask(parts);
      return { task, lease: { taskId: task.id, owner, status: task.status } };
    });
  }

  /** Whether the lease still stands; it is renewed if so. */
  async renew(lease: Lease, leaseMs: number): Promise<boolean> {
    const renewed = await this.#db
      .update(tasks)
      .set({ leaseUntil: new Date(this.#now().getTime() + leaseMs) })
      .where(this.#holds(lease))
      .returning({ id: tasks.id });
    return renewed.length > 0;
  }

  /** Writes what a step came to and gives the lease back. False when the lease was lost: then nothing is written. */
  async settle(lease: Lease, change: TaskChange): Promise<boolean> {
    return inRevisionOrder(this.#db, async (tx) => {
      const [row] = await tx
        .update(tasks)
        .set({ ...change, leaseOwner: null, leaseUntil: null, revision: nextRevision })
        .where(this.#holds(lease))
        .returning({ id: tasks.id, revision: tasks.revision });
      if (row !== undefined) await announce(tx, row);
      return row !== undefined;
    });
  }

  /** Like `settle`, for what nobody sees: no new revision, nobody is told. */
  async settleQuietly(lease: Lease, change: TaskChange): Promise<boolean> {
    const settled = await this.#db
      .update(tasks)
      .set({ ...change, leaseOwner: null, leaseUntil: null })
      .where(this.#holds(lease))
      .returning({ id: tasks.id });
    return settled.length > 0;
  }

  /** Adds a finished result while the lease stands; doing so twice changes nothing. */
  async addResult(lease: Lease, result: Omit<ResultRow, 'taskId' | 'createdAt'>): Promise<boolean> {
    const now = this.#now();
    return inRevisionOrder(this.#db, async (tx) => {
      const [held] = await tx.select({ id: tasks.id }).from(tasks).where(this.#holds(lease)).for('update');
      if (held === undefined) return false;
      await tx
        .insert(results)
        .values({ ...result, taskId: lease.taskId, createdAt: now })
        .onConflictDoNothing();
      await touchTask(tx, lease.taskId);
      return true;
    });
  }

  /**
   * Marks a task's images as being with the provider, while no more than the limit are; a task that alone has more
   * may go alone. Whoever has waited longer goes first, and lets the next one look when there is room left.
   *
   * @returns false when there is no place yet
   */
  async reserveSlots(lease: Lease, { provider, n, limit, createdAt }: SlotWish): Promise<boolean> {
    return this.#db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${SLOT_LOCK})`);
      const { used, isNext } =
        limit === null ? { used: 0, isNext: true } : await slotsOf(tx, { provider, createdAt });
      if (limit !== null && used > 0 && (used + n > limit || !isNext)) return false;
      const reserved = await tx
        .update(tasks)
        .set({ slots: n })
        .where(this.#holds(lease))
        .returning({ id: tasks.id });
      if (reserved.length === 0) throw new LeaseLostError(lease.taskId);
      if (limit !== null && used + n < limit) await wakeSlotWaiters(tx, provider, [1, this.#now()]);
      return true;
    });
  }

  /** Images that a provider works on for us. */
  async slotsInUse(provider: ProviderName): Promise<number> {
    return (await slotsOf(this.#db, { provider, createdAt: new Date(0) })).used;
  }

  /** Lets those that have waited longest for a place look again. */
  wakeSlotWaiters(provider: ProviderName, places: number): Promise<void> {
    return wakeSlotWaiters(this.#db, provider, [places, this.#now()]);
  }

  /** When the task that waits longest for somebody to work on it became due; null when none does. */
  async oldestDueAt(): Promise<Date | null> {
    const now = this.#now();
    const [row] = await this.#db
      .select({ dueAt: min(tasks.dueAt) })
      .from(tasks)
      .where(
        and(
          lte(tasks.dueAt, now),
          isNull(tasks.deletedAt),
          or(isNull(tasks.leaseUntil), lt(tasks.leaseUntil, now)),
        ),
      );
    return row?.dueAt ?? null;
  }

  /** When the next step may run, or null when none is foreseen. */
  async nextDueAt(): Promise<Date | null> {
    const [row] = await this.#db
      .select({
        next: sql<Date | null>`min(greatest(${tasks.dueAt}, coalesce(${tasks.leaseUntil}, ${tasks.dueAt})))`.mapWith(
          tasks.dueAt,
        ),
      })
      .from(tasks)
      .where(and(isNotNull(tasks.dueAt), isNull(tasks.deletedAt)));
    return row?.next ?? null;
  }

  /** Takes all leases back. Only for whoever knows that nobody else works on these tasks. */
  async releaseAll(owner?: string): Promise<void> {
    await this.#db
      .update(tasks)
      .set({ leaseOwner: null, leaseUntil: null })
      .where(owner === undefined ? isNotNull(tasks.leaseOwner) : eq(tasks.leaseOwner, owner));
  }

  /** The state of a task, or null when it was deleted. */
  async statusOf(id: string): Promise<TaskStatus | null> {
    const [row] = await this.#db
      .select({ status: tasks.status })
      .from(tasks)
      .where(and(eq(tasks.id, id), isNull(tasks.deletedAt)));
    return row === undefined ? null : taskStatusSchema.parse(row.status);
  }

  /** Our name for the present submit of a task; null when there is none or the task was deleted. */
  async presentSubmitOf(id: string): Promise<string | null> {
    const [row] = await this.#db
      .select({ externalTaskId: tasks.externalTaskId })
      .from(tasks)
      .where(and(eq(tasks.id, id), isNull(tasks.deletedAt)));
    return row?.externalTaskId ?? null;
  }

  /** Those of some submits that tasks still have. */
  async presentSubmits(names: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .select({ name: tasks.externalTaskId })
      .from(tasks)
      .where(and(inArray(tasks.externalTaskId, [...names]), isNull(tasks.deletedAt)));
    return new Set(rows.flatMap(({ name }) => name ?? []));
  }

  /** The last submits of deleted tasks that ended since a moment: their files may still be there. */
  async deletedSubmits(endedSince: Date): Promise<readonly string[]> {
    const rows = await this.#db
      .select({ externalTaskId: tasks.externalTaskId })
      .from(tasks)
      .where(
        and(isNotNull(tasks.deletedAt), isNotNull(tasks.externalTaskId), gte(tasks.endedAt, endedSince)),
      );
    return rows.flatMap(({ externalTaskId }) => externalTaskId ?? []);
  }

  async dropResults(resultIds: readonly string[]): Promise<void> {
    await this.#db.delete(results).where(inArray(results.id, [...resultIds]));
  }

  /** Forgets deleted tasks for good. */
  async dropDeletedBefore(moment: Date): Promise<void> {
    await this.#db.delete(tasks).where(lt(tasks.deletedAt, moment));
  }

  #holds(lease: Lease) {
    return and(
      eq(tasks.id, lease.taskId),
      eq(tasks.leaseOwner, lease.owner),
      eq(tasks.status, lease.status),
      isNull(tasks.deletedAt),
    );
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

async function wakeSlotWaiters(
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
