import { eq } from 'drizzle-orm';
import type { PgInsertValue } from 'drizzle-orm/pg-core';
import type { ProviderName } from '../../src/domain/contract/provider.ts';
import type { Source } from '../../src/domain/contract/source.ts';
import type { Task } from '../../src/domain/contract/task.ts';
import type { TaskRequest } from '../../src/domain/contract/taskRequest.ts';
import type { PlanStep } from '../../src/domain/plan/plan.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Db, Tx } from '../database/openDatabase.ts';
import { planSteps, tasks } from '../database/schema.ts';
import { joinNewTask, readTaskColumns } from './rows/joinedTasks.ts';
import { loadTask } from './rows/oneTask.ts';
import { searchLiteral } from './rows/passing.ts';
import { announced, inRevisionOrder, nextRevision, nextRevisionInTurn } from './rows/taskChange.ts';
import { type JoinedTask, type TaskRow, toTask } from './rows/taskRow.ts';
import type { StoreDeps } from './storeDeps.ts';

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

/** @throws ProblemError when the key was used for another request. */
export async function createTask({ db, now, lineage }: StoreDeps, wanted: NewTask): Promise<CreatedTask> {
  const { idempotencyKey, requestHash } = wanted;
  const fresh = await insertTask(db, wanted, now());
  if (fresh !== null) return { task: toTask(await joinNewTask(db, fresh, lineage)), isNew: true };
  const [known] = await db.select().from(tasks).where(eq(tasks.idempotencyKey, idempotencyKey));
  if (known === undefined || known.deletedAt !== null) throw new ProblemError('task-not-found');
  if (known.requestHash !== requestHash) throw new ProblemError('idempotency-key-reused');
  return { task: await loadTask(db, known.id, lineage), isNew: false };
}

/** One statement, as most tasks have no plan. Null where the key has brought a task before. */
async function insertTask(
  db: Db,
  wanted: NewTask,
  now: Date,
): Promise<Pick<JoinedTask, 'task' | 'source' | 'steps'> | null> {
  const { id, plan, source } = wanted;
  const row = newRow(wanted, now);
  if (plan === null) {
    const task = await insertRow(db, { ...row, revision: nextRevisionInTurn });
    return task && { task, source, steps: [] };
  }
  return inRevisionOrder(db, async (tx) => {
    const task = await insertRow(tx, { ...row, revision: nextRevision });
    if (task === null) return null;
    const rows = plan.map((step, index) => stepRow(id, step, index));
    return { task, source, steps: await tx.insert(planSteps).values(rows).returning() };
  });
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
