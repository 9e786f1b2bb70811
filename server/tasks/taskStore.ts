import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { PgInsertValue } from 'drizzle-orm/pg-core';
import type { TaskProblem } from '../../src/domain/contract/problem.ts';
import type { ProviderName } from '../../src/domain/contract/provider.ts';
import type { Source } from '../../src/domain/contract/source.ts';
import { hasEnded, type Task, taskStatusSchema } from '../../src/domain/contract/task.ts';
import type { TaskRequest } from '../../src/domain/contract/taskRequest.ts';
import type { PlanStep } from '../../src/domain/plan/plan.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { taskProblem } from '../../src/domain/taskProblem.ts';
import type { Db, Tx } from '../database/openDatabase.ts';
import { planSteps, results, tasks } from '../database/schema.ts';
import { removeResult } from './removeResult.ts';
import { joinNewTask, type Lineage, loadJoinedTasks, readTaskColumns } from './rows/joinedTasks.ts';
import { searchLiteral } from './rows/passing.ts';
import { possibleResultIds } from './rows/resultFiles.ts';
import {
  announced,
  inRevisionOrder,
  nextRevision,
  nextRevisionInTurn,
  type TaskChange,
  touchTasks,
} from './rows/taskChange.ts';
import { type Owner, ownedBy } from './rows/taskReader.ts';
import { type JoinedTask, type TaskRow, toTask } from './rows/taskRow.ts';
import { cancelProblem } from './steps/chargeMessages.ts';
import { retried, submittedAnew } from './steps/retryChange.ts';

export interface NewTask {
  readonly id: string;
  readonly request: TaskRequest & { readonly provider: ProviderName; readonly person: string | null };
  readonly idempotencyKey: string;
  readonly requestHash: string;
  /** The one that it is about. */
  readonly source: Source;
  /** Null where one request is enough. */
  readonly plan: readonly PlanStep[] | null;
}

export interface CreatedTask {
  readonly task: Task;
  /** False when the same key brought the task before. */
  readonly isNew: boolean;
}

/** What people do to tasks: each call changes all or nothing. */
export class TaskStore {
  readonly #db: Db;
  readonly #now: () => Date;
  readonly #lineage: Lineage | undefined;

  constructor(db: Db, now: () => Date, lineage?: Lineage) {
    this.#db = db;
    this.#now = now;
    this.#lineage = lineage;
  }

  /** @throws ProblemError when the key was used for another request. */
  async create(wanted: NewTask): Promise<CreatedTask> {
    const { idempotencyKey, requestHash } = wanted;
    const fresh = await this.#insert(wanted);
    if (fresh !== null)
      return { task: toTask(await joinNewTask(this.#db, fresh, this.#lineage)), isNew: true };
    const [known] = await this.#db.select().from(tasks).where(eq(tasks.idempotencyKey, idempotencyKey));
    if (known === undefined || known.deletedAt !== null) throw new ProblemError('task-not-found');
    if (known.requestHash !== requestHash) throw new ProblemError('idempotency-key-reused');
    return { task: await loadTask(this.#db, known.id, this.#lineage), isNew: false };
  }

  /** One statement, as most tasks have no plan. Null where the key has brought a task before. */
  async #insert(wanted: NewTask): Promise<Pick<JoinedTask, 'task' | 'source' | 'steps'> | null> {
    const { id, plan, source } = wanted;
    const row = newRow(wanted, this.#now());
    if (plan === null) {
      const task = await insertRow(this.#db, { ...row, revision: nextRevisionInTurn });
      return task && { task, source, steps: [] };
    }
    return inRevisionOrder(this.#db, async (tx) => {
      const task = await insertRow(tx, { ...row, revision: nextRevision });
      if (task === null) return null;
      const rows = plan.map((step, index) => stepRow(id, step, index));
      return { task, source, steps: await tx.insert(planSteps).values(rows).returning() };
    });
  }

  /** @throws ProblemError when there is nothing to retry. */
  retry(id: string): Promise<Task> {
    const now = this.#now();
    return this.#change(id, (row) => retried(row, now));
  }

  /**
   * Submits an uncertain task under a new name, unless a last look finds it: it may cost twice.
   *
   * @throws ProblemError when it is not uncertain.
   */
  submitAnew(id: string): Promise<Task> {
    const now = this.#now();
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

  /**
   * Deletes a task, stopping it if need be. Its files are left to the caller: the ids of its results come back, also
   * of those that were fetched and never finished.
   */
  async remove(id: string): Promise<readonly string[]> {
    const now = this.#now();
    return inRevisionOrder(this.#db, async (tx) => {
      const row = await lockTask(tx, id);
      const ended = hasEnded(taskStatusSchema.parse(row.status));
      await tx
        .update(tasks)
        .set({
          ...STOPPED,
          ...(ended ? {} : { status: 'cancelled', endedAt: now }),
          deletedAt: now,
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

  /**
   * Stars results, or takes their stars away, all at once. Those that are gone, or somebody else's, are passed over.
   *
   * @returns the tasks that they belong to
   * @throws ProblemError when there is none of them
   */
  star(
    resultIds: readonly string[],
    { isStarred, owner }: { isStarred: boolean; owner: Owner },
  ): Promise<Task[]> {
    return inRevisionOrder(this.#db, async (tx) => {
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
      return (await loadJoinedTasks(tx, taskIds, this.#lineage)).map(toTask);
    });
  }

  /**
   * Deletes one result, and a task that succeeded and has no other; files are left to the caller.
   *
   * @returns the task as it is now, or null when it went along
   * @throws ProblemError when the result is not there
   */
  removeResult(id: string): Promise<Task | null> {
    return removeResult({ db: this.#db, now: this.#now, lineage: this.#lineage }, id);
  }

  #stopped(problem: TaskProblem | null): TaskChange {
    const now = this.#now();
    return { ...STOPPED, problem, status: 'cancelled', endedAt: now, statusSince: now };
  }

  #change(id: string, decide: (row: TaskRow) => TaskChange): Promise<Task> {
    return inRevisionOrder(this.#db, async (tx) => {
      const row = await lockTask(tx, id);
      await tx
        .update(tasks)
        .set({ ...decide(row), revision: nextRevision })
        .where(eq(tasks.id, id))
        .returning(announced);
      return loadTask(tx, id, this.#lineage);
    });
  }
}

function newRow({ id, request, idempotencyKey, requestHash, plan }: NewTask, now: Date) {
  return {
    ...request,
    ...{ id, idempotencyKey, requestHash },
    search: searchLiteral(request.prompt, request.sourceName),
    ...{ batchId: request.batch?.id ?? null, batchName: request.batch?.name ?? null },
    ...(plan === null ? {} : { planLength: plan.length, planStep: 0 }),
    status: 'queued',
    ...{ statusSince: now, dueAt: now, createdAt: now, startedAt: now },
  };
}

async function insertRow(db: Db | Tx, row: PgInsertValue<typeof tasks>): Promise<TaskRow | null> {
  const [created] = await db
    .insert(tasks)
    .values(row)
    .onConflictDoNothing({ target: tasks.idempotencyKey })
    .returning({ ...readTaskColumns, ...announced });
  return created ?? null;
}

function stepRow(taskId: string, { expansion, frame }: PlanStep, index: number) {
  const { width, height, placement } = frame;
  return { taskId, index, expansion, width, height, x: placement.x, y: placement.y };
}

/** Nothing is due any more, and whoever works on it has lost it. */
const STOPPED: TaskChange = { dueAt: null, leaseOwner: null, leaseUntil: null, waiting: null, previews: [] };

function requireUncertain(row: TaskRow): void {
  if (row.status !== 'uncertain') throw new ProblemError('task-not-uncertain');
}

async function lockTask(tx: Tx, id: string): Promise<TaskRow> {
  const [row] = await tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.id, id), isNull(tasks.deletedAt)))
    .for('update');
  if (row === undefined) throw new ProblemError('task-not-found');
  return row;
}

async function loadTask(tx: Db | Tx, id: string, lineage: Lineage | undefined): Promise<Task> {
  const [parts] = await loadJoinedTasks(tx, [id], lineage);
  if (parts === undefined) throw new ProblemError('task-not-found');
  return toTask(parts);
}
