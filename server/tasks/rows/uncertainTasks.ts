import { randomUUID } from 'node:crypto';
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';
import { loadWorkedTasks } from './joinedTasks.ts';
import type { LeasedTask } from './lease.ts';
import { toStoredTask } from './taskRow.ts';

/** So long an uncertain task is asked for by itself. */
const WATCHED_MS = 24 * 60 * 60_000;
const MIN_SECONDS = 60;
const MAX_SECONDS = 60 * 60;
const AT_ONCE = 20;

/**
 * Takes uncertain tasks for which a question is due. Nothing is due in their rows, since they have ended: the lease
 * itself is the time until the next question, a quarter of the time that they have been uncertain for.
 */
export async function takeUncertain(db: Db, now: Date): Promise<LeasedTask[]> {
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
    .for('update', { skipLocked: true });
  const restS = sql`least(${MAX_SECONDS}, greatest(${MIN_SECONDS}, extract(epoch from ${at} - ${tasks.statusSince}) / 4))`;
  const taken = await db
    .update(tasks)
    .set({ leaseOwner: owner, leaseUntil: sql`${at} + make_interval(secs => ${restS})` })
    .where(inArray(tasks.id, due))
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
    };
  });
}
