import { and, eq, isNull } from 'drizzle-orm';
import type { Task } from '../../src/domain/contract/task.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Tx } from '../database/openDatabase.ts';
import { results, tasks } from '../database/schema.ts';
import { loadJoinedTasks } from './rows/joinedTasks.ts';
import { announced, inRevisionOrder, nextRevision } from './rows/taskChange.ts';
import { toTask } from './rows/taskRow.ts';
import type { StoreDeps } from './storeDeps.ts';

/**
 * Deletes one result. Its row stays as a mark, so that a retry does not fetch it again; its files are left to the
 * caller. A task that succeeded and has no other goes along; one that failed may still have paid images to fetch.
 *
 * @returns the task as it is now, or null when it went along
 * @throws ProblemError when the result is not there
 */
export function removeResult({ db, now, lineage }: StoreDeps, id: string): Promise<Task | null> {
  return inRevisionOrder(db, async (tx) => {
    const row = await lockTaskOf(tx, id);
    await tx.update(results).set({ deletedAt: now() }).where(eq(results.id, id));
    const [other] = await tx
      .select({ id: results.id })
      .from(results)
      .where(and(eq(results.taskId, row.id), isNull(results.deletedAt)))
      .limit(1);
    const goesAlong = other === undefined && row.status === 'succeeded';
    await tx
      .update(tasks)
      .set({ revision: nextRevision, ...(goesAlong ? { deletedAt: now(), dueAt: null } : {}) })
      .where(eq(tasks.id, row.id))
      .returning(announced);
    if (goesAlong) return null;
    const [parts] = await loadJoinedTasks(tx, [row.id], lineage);
    return parts === undefined ? null : toTask(parts);
  });
}

async function lockTaskOf(tx: Tx, resultId: string) {
  const [row] = await tx
    .select({ id: tasks.id, status: tasks.status })
    .from(results)
    .innerJoin(tasks, eq(tasks.id, results.taskId))
    .where(and(eq(results.id, resultId), isNull(results.deletedAt), isNull(tasks.deletedAt)))
    .for('update');
  if (row === undefined) throw new ProblemError('result-not-found');
  return row;
}
