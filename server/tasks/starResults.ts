import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Task } from '../../src/domain/contract/task.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { results, tasks } from '../database/schema.ts';
import { loadJoinedTasks } from './rows/joinedTasks.ts';
import { type Owner, ownedBy } from './rows/owner.ts';
import { inRevisionOrder, touchTasks } from './rows/taskChange.ts';
import { toTask } from './rows/taskRow.ts';
import type { StoreDeps } from './storeDeps.ts';

/**
 * Stars results, or takes their stars away, all at once. Those that are gone, or somebody else's, are passed over.
 *
 * @returns the tasks that they belong to
 * @throws ProblemError when there is none of them
 */
export function starResults(
  { db, lineage }: Pick<StoreDeps, 'db' | 'lineage'>,
  resultIds: readonly string[],
  { isStarred, owner }: { isStarred: boolean; owner: Owner },
): Promise<Task[]> {
  return inRevisionOrder(db, async (tx) => {
    const marked = await tx
      .select({ id: results.id, taskId: results.taskId })
      .from(results)
      .innerJoin(tasks, eq(tasks.id, results.taskId))
      .where(
        and(
          inArray(results.id, [...resultIds]),
          isNull(results.deletedAt),
          isNull(tasks.deletedAt),
          ownedBy(owner),
        ),
      );
    if (marked.length === 0) throw new ProblemError('result-not-found');
    const ids = marked.map(({ id }) => id);
    await tx.update(results).set({ isStarred }).where(inArray(results.id, ids));
    const taskIds = [...new Set(marked.map(({ taskId }) => taskId))];
    await touchTasks(tx, taskIds);
    return (await loadJoinedTasks(tx, taskIds, lineage)).map(toTask);
  });
}
