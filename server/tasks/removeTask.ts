import { eq } from 'drizzle-orm';
import { hasEnded, taskStatusSchema } from '../../src/domain/contract/task.ts';
import { planSteps, results, tasks } from '../database/schema.ts';
import { lockTask } from './rows/oneTask.ts';
import { possibleResultIds } from './rows/resultFiles.ts';
import { announced, inRevisionOrder, nextRevision, STOPPED } from './rows/taskChange.ts';
import type { StoreDeps } from './storeDeps.ts';

/**
 * Deletes a task, stopping it if need be. Its files are left to the caller: the ids of its results come back, also
 * of those that were fetched and never finished.
 *
 * @throws ProblemError when it is not there
 */
export function removeTask(
  { db, now }: Pick<StoreDeps, 'db' | 'now'>,
  id: string,
): Promise<readonly string[]> {
  const deletedAt = now();
  return inRevisionOrder(db, async (tx) => {
    const row = await lockTask(tx, id);
    const ended = hasEnded(taskStatusSchema.parse(row.status));
    await tx
      .update(tasks)
      .set({
        ...STOPPED,
        ...(ended ? {} : { status: 'cancelled', endedAt: deletedAt }),
        deletedAt,
        revision: nextRevision,
      })
      .where(eq(tasks.id, id))
      .returning(announced);
    const kept = await tx.select({ id: results.id }).from(results).where(eq(results.taskId, id));
    const steps = await tx
      .select({ externalTaskId: planSteps.externalTaskId })
      .from(planSteps)
      .where(eq(planSteps.taskId, id));
    const submits = [row.externalTaskId, ...steps.map(({ externalTaskId }) => externalTaskId)];
    return [...new Set([...kept.map((result) => result.id), ...submits.flatMap(possibleResultIds)])];
  });
}
