import { and, asc, eq, inArray, isNotNull, isNull, notInArray, type SQL, sql } from 'drizzle-orm';
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

const NOW = sql`${sql.placeholder('now')}::timestamptz`;
const isOutsideFull = isNotIn(rowLane, 'full');
const isNotRunning = isNotIn(sql`${tasks.id}::text`, 'running');

const nextDueAt =
  sql<Date | null>`min(greatest(${tasks.dueAt}, coalesce(${tasks.leaseUntil}, ${tasks.dueAt})))`
    .mapWith(tasks.dueAt)
    .as('next_due_at');

/**
 * Leases what is due, of each lane every line's first before the second of any; see `rowLine`. One statement, which
 * reads what it takes and when more is to be taken: most often nothing is due, and it is asked again and again. So it
 * is built and planned once.
 */
export function createDueTaskTaker(db: Db): (taking: Taking) => Promise<Taken> {
  const statement = prepareStatement(db);
  return async ({ leaseOwner, leaseMs, limit, now, full = [], running = [] }) => {
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const rows = await statement.execute({
      ...{ leaseOwner, limit, leaseUntil: leaseUntil.toISOString(), now: now.toISOString() },
      ...{ full: JSON.stringify(full), running: JSON.stringify(running) },
    });
    const joined = rows.flatMap(({ task, source }) =>
      task === null || source === null ? [] : [{ task, source }],
    );
    const leased = (await withWorkedParts(db, joined)).map((parts) => {
      const task = toStoredTask(parts);
      return { task, leaseUntil, lease: { taskId: task.id, owner: leaseOwner, status: task.status } };
    });
    return { leased, nextDueAt: rows[0]?.nextDueAt ?? null };
  };
}

function prepareStatement(db: Db) {
  const taken = db.$with('taken').as(
    db
      .update(tasks)
      .set({
        leaseOwner: sql`${sql.placeholder('leaseOwner')}`,
        leaseUntil: sql`${sql.placeholder('leaseUntil')}::timestamptz`,
      })
      .where(inArray(tasks.id, selectDue(db)))
      .returning(readTaskColumns),
  );
  // The same statement sees what it takes as it was before: as due.
  const others = notInArray(tasks.id, db.select({ id: taken.id }).from(taken));
  const next = db
    .select({ nextDueAt })
    .from(tasks)
    .where(and(isNotNull(tasks.dueAt), isNull(tasks.deletedAt), isOutsideFull, isNotRunning, others))
    .as('next');
  return db
    .with(taken)
    .select({ task: taken._.selectedFields, source: sources, nextDueAt: next.nextDueAt })
    .from(next)
    .leftJoin(taken, sql`true`)
    .leftJoin(sources, eq(sources.id, taken.sourceId))
    .orderBy(asc(taken.dueAt))
    .prepare('take_due_tasks');
}

/** Ids of what is taken, locked. */
function selectDue(db: Db) {
  const isFree = and(sql`coalesce(${tasks.leaseUntil} < ${NOW}, true)`, isNotRunning);
  const isDue = and(sql`${tasks.dueAt} <= ${NOW}`, isNull(tasks.deletedAt), isOutsideFull);
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
    .limit(sql.placeholder('limit'))
    .for('update', { of: tasks, skipLocked: true });
}

/** @param list name of a placeholder for texts, as JSON: however many they are, the statement stays the same */
function isNotIn(text: SQL, list: string): SQL {
  return sql`${text} not in (select jsonb_array_elements_text(${sql.placeholder(list)}::jsonb))`;
}
