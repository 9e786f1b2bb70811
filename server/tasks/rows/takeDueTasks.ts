import { and, asc, eq, inArray, isNotNull, isNull, lte, notInArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../database/openDatabase.ts';
import { sources, tasks } from '../../database/schema.ts';
import { readTaskColumns, withWorkedParts } from './joinedTasks.ts';
import type { LeasedTask } from './lease.ts';
import { rowLane, rowLine } from './taskLane.ts';
import { toStoredTask } from './taskRow.ts';

/** What is passed over although it is due. */
interface NotTaken {
  /** Lanes that have no place left. */
  readonly full?: readonly string[];
  /** Tasks that the asking one works on, whatever became of their leases meanwhile. */
  readonly running?: readonly string[];
}

export interface TakeOptions extends NotTaken {
  readonly leaseMs: number;
  readonly limit: number;
}

interface Taking extends TakeOptions {
  /** Nobody else takes under this name. */
  readonly leaseOwner: string;
  readonly now: Date;
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

/**
 * Leases what is due, of each lane every line's first before the second of any; see `rowLine`. One statement, which
 * reads what it takes and when more is to be taken: most often nothing is due, and it is asked again and again.
 */
export async function takeDueTasks(db: Db, taking: Taking): Promise<Taken> {
  const leaseUntil = new Date(taking.now.getTime() + taking.leaseMs);
  const { leaseOwner } = taking;
  const taken = db.$with('taken').as(
    db
      .update(tasks)
      .set({ leaseOwner, leaseUntil })
      .where(inArray(tasks.id, selectDue(db, taking)))
      .returning(readTaskColumns),
  );
  // The same statement sees what it takes as it was before: as due.
  const others = notInArray(tasks.id, db.select({ id: taken.id }).from(taken));
  const next = db
    .select({ nextDueAt })
    .from(tasks)
    .where(and(isAwaited(taking), others))
    .as('next');
  const rows = await db
    .with(taken)
    .select({ task: taken._.selectedFields, source: sources, nextDueAt: next.nextDueAt })
    .from(next)
    .leftJoin(taken, sql`true`)
    .leftJoin(sources, eq(sources.id, taken.sourceId))
    .orderBy(asc(taken.dueAt));
  const joined = rows.flatMap(({ task, source }) =>
    task === null || source === null ? [] : [{ task, source }],
  );
  const leased = (await withWorkedParts(db, joined)).map((parts) => {
    const task = toStoredTask(parts);
    return { task, leaseUntil, lease: { taskId: task.id, owner: leaseOwner, status: task.status } };
  });
  return { leased, nextDueAt: rows[0]?.nextDueAt ?? null };
}

/** Ids of what is taken, locked. */
function selectDue(db: Db, { now, full, running, limit }: Taking) {
  const isFree = and(
    sql`coalesce(${tasks.leaseUntil} < ${now.toISOString()}::timestamptz, true)`,
    apartFrom(running),
  );
  const isDue = and(lte(tasks.dueAt, now), isNull(tasks.deletedAt), outside(full));
  // What is under way counts as the first of its line.
  const turns = db
    .select({
      id: tasks.id,
      turn: sql<number>`row_number() over (
        partition by ${rowLane}, ${rowLine} order by ${isFree}, ${tasks.dueAt})`.as('turn'),
    })
    .from(tasks)
    .where(isDue)
    .as('turns');
  return db
    .select({ id: tasks.id })
    .from(tasks)
    .innerJoin(turns, eq(turns.id, tasks.id))
    .where(and(isDue, isFree))
    .orderBy(asc(turns.turn), asc(tasks.dueAt))
    .limit(limit)
    .for('update', { of: tasks, skipLocked: true });
}

function isAwaited({ full, running }: NotTaken): SQL | undefined {
  return and(isNotNull(tasks.dueAt), isNull(tasks.deletedAt), outside(full), apartFrom(running));
}

function apartFrom(taskIds: readonly string[] = []): SQL | undefined {
  return taskIds.length === 0 ? undefined : notInArray(tasks.id, [...taskIds]);
}

function outside(lanes: readonly string[] = []): SQL | undefined {
  return lanes.length === 0 ? undefined : notInArray(rowLane, [...lanes]);
}
