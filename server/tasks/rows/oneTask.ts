import { and, eq, isNull } from 'drizzle-orm';
import type { Task } from '../../../src/domain/contract/task.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { Db, Tx } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';
import { type Lineage, loadJoinedTasks } from './joinedTasks.ts';
import { type TaskRow, toTask } from './taskRow.ts';

/**
 * A row that nobody else changes until the transaction ends.
 *
 * @throws ProblemError when it is not there
 */
export async function lockTask(tx: Tx, id: string): Promise<TaskRow> {
  const [row] = await tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.id, id), isNull(tasks.deletedAt)))
    .for('update');
  if (row === undefined) throw new ProblemError('task-not-found');
  return row;
}

/** @throws ProblemError when it is not there. */
export async function loadTask(db: Db | Tx, id: string, lineage: Lineage | undefined): Promise<Task> {
  const [parts] = await loadJoinedTasks(db, [id], lineage);
  if (parts === undefined) throw new ProblemError('task-not-found');
  return toTask(parts);
}
