import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, lte, min, or, sql } from 'drizzle-orm';
import { type TaskStatus, taskStatusSchema } from '../../src/domain/contract.ts';
import type { Db } from '../database/openDatabase.ts';
import { results, tasks } from '../database/schema.ts';
import { holds, type Lease, type LeasedTask } from './lease.ts';
import { announce, inRevisionOrder, nextRevision, type TaskChange, touchTask } from './taskChange.ts';
import { loadParts } from './taskReader.ts';
import { type ResultRow, toStoredTask } from './taskRow.ts';

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
      .where(holds(lease))
      .returning({ id: tasks.id });
    return renewed.length > 0;
  }

  /** Writes what a step came to and gives the lease back. False when the lease was lost: then nothing is written. */
  async settle(lease: Lease, change: TaskChange): Promise<boolean> {
    return inRevisionOrder(this.#db, async (tx) => {
      const [row] = await tx
        .update(tasks)
        .set({ ...change, leaseOwner: null, leaseUntil: null, revision: nextRevision })
        .where(holds(lease))
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
      .where(holds(lease))
      .returning({ id: tasks.id });
    return settled.length > 0;
  }

  /** Adds a finished result while the lease stands; doing so twice changes nothing. */
  async addResult(lease: Lease, result: Omit<ResultRow, 'taskId' | 'createdAt'>): Promise<boolean> {
    const now = this.#now();
    return inRevisionOrder(this.#db, async (tx) => {
      const [held] = await tx.select({ id: tasks.id }).from(tasks).where(holds(lease)).for('update');
      if (held === undefined) return false;
      await tx
        .insert(results)
        .values({ ...result, taskId: lease.taskId, createdAt: now })
        .onConflictDoNothing();
      await touchTask(tx, lease.taskId);
      return true;
    });
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
}
