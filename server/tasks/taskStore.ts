import { eq } from 'drizzle-orm';
import type { TaskProblem } from '../../src/domain/contract/problem.ts';
import { hasEnded, type Task, taskStatusSchema } from '../../src/domain/contract/task.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { taskProblem } from '../../src/domain/taskProblem.ts';
import type { Db } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { type CreatedTask, createTask, type NewTask } from './createTask.ts';
import { removeResult } from './removeResult.ts';
import { removeTask } from './removeTask.ts';
import type { Lineage } from './rows/joinedTasks.ts';
import { loadTask, lockTask } from './rows/oneTask.ts';
import type { Owner } from './rows/owner.ts';
import { announced, inRevisionOrder, nextRevision, STOPPED, type TaskChange } from './rows/taskChange.ts';
import type { TaskRow } from './rows/taskRow.ts';
import { starResults } from './starResults.ts';
import { cancelProblem } from './steps/chargeMessages.ts';
import { retried, submittedAnew } from './steps/retryChange.ts';
import type { StoreDeps } from './storeDeps.ts';

/** What people do to tasks: each call changes all or nothing. */
export class TaskStore {
  readonly #deps: StoreDeps;

  constructor(db: Db, now: () => Date, lineage?: Lineage) {
    this.#deps = { db, now, lineage };
  }

  /** @throws ProblemError when the key was used for another request. */
  create(wanted: NewTask): Promise<CreatedTask> {
    return createTask(this.#deps, wanted);
  }

  /** @throws ProblemError when there is nothing to retry. */
  retry(id: string): Promise<Task> {
    const now = this.#deps.now();
    return this.#change(id, (row) => retried(row, now));
  }

  /**
   * Submits an uncertain task under a new name, unless a last look finds it: it may cost twice.
   *
   * @throws ProblemError when it is not uncertain.
   */
  submitAnew(id: string): Promise<Task> {
    const now = this.#deps.now();
    return this.#change(id, (row) => {
      requireUncertain(row);
      return submittedAnew(row, now);
    });
  }

  /**
   * Accepts that an uncertain task is lost.
   *
   * @throws ProblemError when it is not uncertain.
   */
  giveUp(id: string): Promise<Task> {
    return this.#change(id, (row) => {
      requireUncertain(row);
      return this.#stopped(taskProblem('given-up', null));
    });
  }

  /** @throws ProblemError when it has ended already. */
  cancel(id: string): Promise<Task> {
    return this.#change(id, (row) => {
      if (hasEnded(taskStatusSchema.parse(row.status))) throw new ProblemError('task-ended');
      return this.#stopped(cancelProblem(row));
    });
  }

  /** Deletes a task; see `removeTask`. */
  remove(id: string): Promise<readonly string[]> {
    return removeTask(this.#deps, id);
  }

  /** See `starResults`. */
  star(resultIds: readonly string[], change: { isStarred: boolean; owner: Owner }): Promise<Task[]> {
    return starResults(this.#deps, resultIds, change);
  }

  /** Deletes one result; see `removeResult`. */
  removeResult(id: string): Promise<Task | null> {
    return removeResult(this.#deps, id);
  }

  #stopped(problem: TaskProblem | null): TaskChange {
    const now = this.#deps.now();
    return { ...STOPPED, problem, status: 'cancelled', endedAt: now, statusSince: now };
  }

  #change(id: string, decide: (row: TaskRow) => TaskChange): Promise<Task> {
    const { db, lineage } = this.#deps;
    return inRevisionOrder(db, async (tx) => {
      const row = await lockTask(tx, id);
      await tx
        .update(tasks)
        .set({ ...decide(row), revision: nextRevision })
        .where(eq(tasks.id, id))
        .returning(announced);
      return loadTask(tx, id, lineage);
    });
  }
}

function requireUncertain(row: TaskRow): void {
  if (row.status !== 'uncertain') throw new ProblemError('task-not-uncertain');
}
