import { randomUUID } from 'node:crypto';
import {
  and,
  asc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  min,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { type TaskStatus, taskStatusSchema } from '../../../src/domain/contract/task.ts';
import type { Db, Tx } from '../../database/openDatabase.ts';
import { planSteps, results, sources, tasks } from '../../database/schema.ts';
import { readTaskColumns, withWorkedParts } from './joinedTasks.ts';
import { holds, type Lease, type LeasedTask } from './lease.ts';
import {
  announced,
  inRevisionOrder,
  inTurn,
  nextRevision,
  type TaskChange,
  touchTasks,
} from './taskChange.ts';
import { rowLane, rowLine } from './taskLane.ts';
import { type PlanStepRow, type ResultRow, toStoredTask } from './taskRow.ts';

/** What is passed over although it is due. */
interface NotTaken {
  /** Lanes that have no place left. */
  readonly full?: readonly string[];
  /** Tasks that the asking one works on, whatever became of their leases meanwhile. */
  readonly running?: readonly string[];
}

interface TakeOptions extends NotTaken {
  readonly leaseMs: number;
  readonly limit: number;
}

export interface Taken {
  readonly leased: readonly LeasedTask[];
  /** When the next of the others may be taken, or null when none is foreseen. */
  readonly nextDueAt: Date | null;
}

const nextDueAt =
  sql<Date | null>`min(greatest(${tasks.dueAt}, coalesce(${tasks.leaseUntil}, ${tasks.dueAt})))`
    .mapWith(tasks.dueAt)
    .as('next_due_at');

/** The rows are the queue: hands out due tasks under a lease and takes back what became of them. */
export class TaskQueue {
  readonly #db: Db;
  readonly #now: () => Date;

  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * Of each lane, every line's first before the second of any; see `rowLine`. One statement, which reads what it takes
   * and when more is to be taken: most often nothing is due, and it is asked again and again.
   */
  async take(owner: string, options: TakeOptions): Promise<Taken> {
    const now = this.#now();
    const leaseUntil = new Date(now.getTime() + options.leaseMs);
    // Of its own each time: whoever takes a task again after an outage has not taken it for the copy that was lost.
    const leaseOwner = ownName(owner, randomUUID());
    const isFree = and(
      sql`coalesce(${tasks.leaseUntil} < ${now.toISOString()}::timestamptz, true)`,
      apartFrom(options.running),
    );
    const isDue = and(lte(tasks.dueAt, now), isNull(tasks.deletedAt), outside(options.full));
    // What is under way counts as the first of its line.
    const turns = this.#db
      .select({
        id: tasks.id,
        turn: sql<number>`row_number() over (
          partition by ${rowLane}, ${rowLine} order by ${isFree}, ${tasks.dueAt})`.as('turn'),
      })
      .from(tasks)
      .where(isDue)
      .as('turns');
    const due = this.#db
      .select({ id: tasks.id })
      .from(tasks)
      .innerJoin(turns, eq(turns.id, tasks.id))
      .where(and(isDue, isFree))
      .orderBy(asc(turns.turn), asc(tasks.dueAt))
      .limit(options.limit)
      .for('update', { of: tasks, skipLocked: true });
    const taken = this.#db
      .$with('taken')
      .as(
        this.#db
          .update(tasks)
          .set({ leaseOwner, leaseUntil })
          .where(inArray(tasks.id, due))
          .returning(readTaskColumns),
      );
    // The same statement sees what it takes as it was before: as due.
    const others = notInArray(tasks.id, this.#db.select({ id: taken.id }).from(taken));
    const next = this.#db
      .select({ nextDueAt })
      .from(tasks)
      .where(and(awaits(options), others))
      .as('next');
    const rows = await this.#db
      .with(taken)
      .select({ task: taken._.selectedFields, source: sources, nextDueAt: next.nextDueAt })
      .from(next)
      .leftJoin(taken, sql`true`)
      .leftJoin(sources, eq(sources.id, taken.sourceId))
      .orderBy(asc(taken.dueAt));
    const joined = rows.flatMap(({ task, source }) =>
      task === null || source === null ? [] : [{ task, source }],
    );
    const leased = (await withWorkedParts(this.#db, joined)).map((parts) => {
      const task = toStoredTask(parts);
      return { task, leaseUntil, lease: { taskId: task.id, owner: leaseOwner, status: task.status } };
    });
    return { leased, nextDueAt: rows[0]?.nextDueAt ?? null };
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

  /** When the next step may be taken, or null when none is foreseen. */
  async nextDueAt(): Promise<Date | null> {
    const [row] = await this.#db.select({ nextDueAt }).from(tasks).where(awaits({}));
    return row?.nextDueAt ?? null;
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

  /** The state of a task, or null when it was deleted. */
  async statusOf(id: string): Promise<TaskStatus | null> {
    const [row] = await this.#db
      .select({ status: tasks.status })
      .from(tasks)
      .where(and(eq(tasks.id, id), isNull(tasks.deletedAt)));
    return row === undefined ? null : taskStatusSchema.parse(row.status);
  }
}

/** How one taking of tasks is named: by who took them, and by itself. */
function ownName(owner: string, taking: string): string {
  return `${owner}/${taking}`;
}

function awaits({ full, running }: NotTaken): SQL | undefined {
  return and(isNotNull(tasks.dueAt), isNull(tasks.deletedAt), outside(full), apartFrom(running));
}

function apartFrom(taskIds: readonly string[] = []): SQL | undefined {
  return taskIds.length === 0 ? undefined : notInArray(tasks.id, [...taskIds]);
}

function outside(lanes: readonly string[] = []): SQL | undefined {
  return lanes.length === 0 ? undefined : notInArray(rowLane, [...lanes]);
}
