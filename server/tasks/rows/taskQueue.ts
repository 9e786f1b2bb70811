import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNotNull, isNull, lt, lte, min, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../database/openDatabase.ts';
import { planSteps, results, tasks } from '../../database/schema.ts';
import { createDueTaskTaker, type Taken, type TakeOptions } from './dueTaskTaker.ts';
import { holds, type Lease } from './lease.ts';
import {
  announced,
  inRevisionOrder,
  inTurn,
  nextRevision,
  type TaskChange,
  touchTasks,
} from './taskChange.ts';
import type { PlanStepRow, ResultRow } from './taskRow.ts';

/** The rows are the queue: hands out due tasks under a lease and takes back what became of them. */
export class TaskQueue {
  readonly #db: Db;
  readonly #now: () => Date;
  readonly #takeDueTasks: ReturnType<typeof createDueTaskTaker>;

  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#takeDueTasks = createDueTaskTaker(db);
    this.#now = now;
  }

  /** See `createDueTaskTaker`. */
  take(owner: string, options: TakeOptions): Promise<Taken> {
    // Of its own each time: whoever takes a task again after an outage has not taken it for the copy that was lost.
    const leaseOwner = ownName(owner, randomUUID());
    return this.#takeDueTasks({ ...options, leaseOwner, now: this.#now() });
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
  async completeStep(lease: Lease, change: TaskChange): Promise<boolean> {
    const complete = (db: Db | Tx, condition?: SQL) =>
      db
        .update(tasks)
        .set({ ...change, leaseOwner: null, leaseUntil: null, revision: nextRevision })
        .where(and(holds(lease), condition))
        .returning(announced);
    // The last step looks at the results.
    const isLast = change.status === 'succeeded';
    const rows = await (isLast ? inRevisionOrder(this.#db, complete) : complete(this.#db, inTurn));
    return rows.length > 0;
  }

  /** Like `completeStep`, for what nobody sees: no new revision, nobody is told. */
  async completeStepQuietly(lease: Lease, change: TaskChange): Promise<boolean> {
    const updated = await this.#db
      .update(tasks)
      .set({ ...change, leaseOwner: null, leaseUntil: null })
      .where(holds(lease))
      .returning({ id: tasks.id });
    return updated.length > 0;
  }

  /** Adds a finished result while the lease stands; doing so twice changes nothing. */
  async addResult(
    lease: Lease,
    result: Omit<ResultRow, 'taskId' | 'createdAt' | 'deletedAt'>,
  ): Promise<boolean> {
    const now = this.#now();
    return inRevisionOrder(this.#db, async (tx) => {
      const [held] = await tx.select({ id: tasks.id }).from(tasks).where(holds(lease)).for('update');
      if (held === undefined) return false;
      await tx
        .insert(results)
        .values({ ...result, taskId: lease.taskId, createdAt: now })
        .onConflictDoNothing();
      await touchTasks(tx, [lease.taskId]);
      return true;
    });
  }

  /** Keeps what a step of a plan came to while the lease stands; doing so twice changes nothing. */
  async keepStepPicture(
    lease: Lease,
    { index, ...picture }: Pick<PlanStepRow, 'index' | 'externalTaskId' | 'fileBytes' | 'flags'>,
  ): Promise<boolean> {
    return inRevisionOrder(this.#db, async (tx) => {
      const [held] = await tx.select({ id: tasks.id }).from(tasks).where(holds(lease)).for('update');
      if (held === undefined) return false;
      await tx
        .update(planSteps)
        .set(picture)
        .where(and(eq(planSteps.taskId, lease.taskId), eq(planSteps.index, index)));
      await touchTasks(tx, [lease.taskId]);
      return true;
    });
  }

  /** Keeps the provider's own name for a submit of which nobody else heard whether it was taken. */
  async keepHint(externalTaskId: string, hintedTaskId: string): Promise<void> {
    await this.#db
      .update(tasks)
      .set({ hintedTaskId })
      .where(and(eq(tasks.externalTaskId, externalTaskId), isNull(tasks.upstreamTaskId)));
  }

  /** Drops what is there of some results while the lease stands. False when it was lost: then nothing is dropped. */
  async dropResults(lease: Lease, resultIds: readonly string[]): Promise<boolean> {
    return this.#db.transaction(async (tx) => {
      const [held] = await tx.select({ id: tasks.id }).from(tasks).where(holds(lease)).for('update');
      if (held === undefined) return false;
      await tx.delete(results).where(inArray(results.id, [...resultIds]));
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

  /** Takes all leases back, or those that one owner took. Only for whoever knows that nobody works on these tasks. */
  async releaseAll(owner?: string): Promise<void> {
    await this.#db
      .update(tasks)
      .set({ leaseOwner: null, leaseUntil: null })
      .where(
        owner === undefined
          ? isNotNull(tasks.leaseOwner)
          : sql`starts_with(${tasks.leaseOwner}, ${ownName(owner, '')})`,
      );
  }
}

/** How one taking of tasks is named: by who took them, and by itself. */
function ownName(owner: string, taking: string): string {
  return `${owner}/${taking}`;
}
