import { randomUUID } from 'node:crypto';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';
import { loadWorkedTasks } from './joinedTasks.ts';
import { holds, type Lease, type LeasedTask } from './lease.ts';
import { type StoredTask, toStoredTask } from './taskRow.ts';

/** So long an uncertain task is asked for by itself. */
const WATCHED_MS = 24 * 60 * 60_000;
const MIN_SECONDS = 60;
const MAX_SECONDS = 60 * 60;
/** What was said to be not there is asked for so soon again: most often that is the truth, and it need not wait an hour. */
const DENIED_SECONDS = 60;
const AT_ONCE = 20;

export interface TakenUncertain extends LeasedTask {
  /** Whether the last question that was answered, whichever relay asked it, was told that the task is not there. */
  readonly wasDenied: boolean;
}

/**
 * Takes uncertain tasks for which a question is due. Nothing is due in their rows, since they have ended: the lease
 * itself is the time until the next question, a quarter of the time that they have been uncertain for, less once one was
 * denied: also where the answer is lost.
 */
export async function takeUncertain(db: Db, now: Date): Promise<TakenUncertain[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const owner = `watch/${randomUUID()}`;
  const due = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(
      and(
        eq(tasks.status, 'uncertain'),
        isNull(tasks.deletedAt),
        gt(tasks.statusSince, new Date(now.getTime() - WATCHED_MS)),
        sql`coalesce(${tasks.leaseUntil} < ${at}, true)`,
        // The provider has told all that there is to tell.
        sql`coalesce(${tasks.problem} ->> 'code', '') <> 'upstream-no-images'`,
      ),
    )
    .orderBy(asc(tasks.statusSince))
    .limit(AT_ONCE)
    .for('update', { skipLocked: true })
    .as('due');
  const quarterS = sql`least(${MAX_SECONDS}, greatest(${MIN_SECONDS}, extract(epoch from ${at} - ${tasks.statusSince}) / 4))`;
  const restS = sql`case when ${tasks.deniedAt} > ${tasks.statusSince} then ${DENIED_SECONDS} else ${quarterS} end`;
  const taken = await db
    .update(tasks)
    .set({ leaseOwner: owner, leaseUntil: sql`${at} + make_interval(secs => ${restS})` })
    .from(due)
    .where(eq(tasks.id, due.id))
    .returning({ id: tasks.id });
  const joined = await loadWorkedTasks(
    db,
    taken.map(({ id }) => id),
  );
  return joined.map((parts) => {
    const task = toStoredTask(parts);
    return {
      task,
      leaseUntil: parts.task.leaseUntil ?? now,
      lease: { taskId: task.id, owner, status: task.status },
      wasDenied: countsAsDenied(task),
    };
  });
}

/**
 * Whether the last answer denied the task. What was denied while it was submitted does not count, which an older relay
 * leaves in the row, and trouble since then takes a denial back.
 */
function countsAsDenied({ deniedAt, statusSince, troubleSince }: StoredTask): boolean {
  if (deniedAt === null || deniedAt <= statusSince) return false;
  return troubleSince === null || troubleSince < deniedAt;
}

/** Whether the same person has submitted the same of a source once more since the last create left. */
export async function isSubmittedSince(db: Db, { id }: Pick<StoredTask, 'id'>): Promise<boolean> {
  const later = alias(tasks, 'later');
  const isSame = and(
    eq(later.sourceId, tasks.sourceId),
    eq(later.expansion, tasks.expansion),
    sql`${later.crop} is not distinct from ${tasks.crop}`,
    sql`${later.person} is not distinct from ${tasks.person}`,
    gt(later.createdAt, tasks.sentAt),
  );
  const found = await db
    .select({ id: later.id })
    .from(tasks)
    .innerJoin(later, isSame)
    .where(eq(tasks.id, id))
    .limit(1);
  return found.length > 0;
}

/** Writes down that a question was told that the task is not there; the next one is due sooner. */
export async function keepDenial(db: Db, lease: Lease, at: Date): Promise<void> {
  const leaseUntil = new Date(at.getTime() + DENIED_SECONDS * 1000);
  await db.update(tasks).set({ deniedAt: at, leaseUntil }).where(holds(lease));
}

/** Writes down that a question was told nothing: a denial before counts no longer, and the next one is due as soon. */
export async function keepTrouble(db: Db, lease: Lease, at: Date): Promise<void> {
  await db.update(tasks).set({ troubleSince: at }).where(holds(lease));
}
