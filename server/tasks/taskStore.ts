import { and, eq, isNull } from 'drizzle-orm';
import {
  hasEnded,
  type ProviderName,
  type Task,
  type TaskProblem,
  type TaskRequest,
  taskProblemSchema,
  taskStatusSchema,
} from '../../src/domain/contract.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Db, Tx } from '../database/openDatabase.ts';
import { results, tasks } from '../database/schema.ts';
import { taskProblem } from '../providers/klingProblem.ts';
import { cancelProblem } from './chargeWords.ts';
import { possibleResultIds } from './fetchAndFinish.ts';
import { type RetryWay, retryWay } from './retryPolicy.ts';
import { announce, inRevisionOrder, nextRevision, type TaskChange } from './taskChange.ts';
import { loadParts } from './taskReader.ts';
import { type TaskRow, toTask } from './taskRow.ts';

export interface NewTask {
  readonly id: string;
  readonly request: TaskRequest & { readonly provider: ProviderName; readonly person: string | null };
  readonly idempotencyKey: string;
  readonly requestHash: string;
}

export interface CreatedTask {
  readonly task: Task;
  /** False when the same key brought the task before. */
  readonly isNew: boolean;
}

/** What people do to tasks: each call is one transaction. */
export class TaskStore {
  readonly #db: Db;
  readonly #now: () => Date;

  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** @throws ProblemError when the key was used for another request. */
  create({ id, request, idempotencyKey, requestHash }: NewTask): Promise<CreatedTask> {
    const now = this.#now();
    return inRevisionOrder(this.#db, async (tx) => {
      const [created] = await tx
        .insert(tasks)
        .values({
          ...request,
          id,
          idempotencyKey,
          requestHash,
          revision: nextRevision,
          status: 'queued',
          statusSince: now,
          dueAt: now,
          createdAt: now,
        })
        .onConflictDoNothing({ target: tasks.idempotencyKey })
        .returning();
      if (created !== undefined) {
        await announce(tx, created);
        return { task: await loadTask(tx, id), isNew: true };
      }
      const [known] = await tx.select().from(tasks).where(eq(tasks.idempotencyKey, idempotencyKey));
      if (known === undefined || known.deletedAt !== null) throw new ProblemError('task-not-found');
      if (known.requestHash !== requestHash) throw new ProblemError('idempotency-key-reused');
      return { task: await loadTask(tx, known.id), isNew: false };
    });
  }

  /** @throws ProblemError when there is nothing to retry. */
  retry(id: string): Promise<Task> {
    const now = this.#now();
    return this.#change(id, (row) => {
      const way = retryWay({
        status: taskStatusSchema.parse(row.status),
        problemCode: taskProblemSchema.nullable().parse(row.problem)?.code ?? null,
        upstreamTaskId: row.upstreamTaskId,
      });
      if (way === null) throw new ProblemError('task-not-retryable');
      return begunAgain(now, RETRY_CHANGES[way]);
    });
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
      const isKnown = row.upstreamTaskId !== null;
      return begunAgain(now, { status: 'queued', lookUpFirst: !isKnown, submitAnew: !isKnown });
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
      const [changed] = await tx
        .update(tasks)
        .set({
          ...STOPPED,
          ...(ended ? {} : { status: 'cancelled', endedAt: now }),
          deletedAt: now,
          revision: nextRevision,
        })
        .where(eq(tasks.id, id))
        .returning();
      if (changed !== undefined) await announce(tx, changed);
      const kept = await tx.select({ id: results.id }).from(results).where(eq(results.taskId, id));
      return [...new Set([...kept.map((result) => result.id), ...possibleResultIds(row.externalTaskId)])];
    });
  }

  #stopped(problem: TaskProblem | null): TaskChange {
    const now = this.#now();
    return { ...STOPPED, problem, status: 'cancelled', endedAt: now, statusSince: now };
  }

  #change(id: string, decide: (row: TaskRow) => TaskChange): Promise<Task> {
    return inRevisionOrder(this.#db, async (tx) => {
      const row = await lockTask(tx, id);
      const [changed] = await tx
        .update(tasks)
        .set({ ...decide(row), revision: nextRevision })
        .where(eq(tasks.id, id))
        .returning();
      if (changed !== undefined) await announce(tx, changed);
      return loadTask(tx, id);
    });
  }
}

/** Nothing is due any more, and whoever works on it has lost it. */
const STOPPED: TaskChange = { dueAt: null, leaseOwner: null, leaseUntil: null, waiting: null, previews: [] };

const RETRY_CHANGES: Record<RetryWay, TaskChange> = {
  follow: { status: 'processing', lookUpFirst: false },
  'follow-once-more': { status: 'processing', lookUpFirst: true },
  'submit-same': { status: 'queued', lookUpFirst: false },
  'look-up': { status: 'queued', lookUpFirst: true },
  // The last submit keeps its names until its results are cleared away: that is the first step.
  'submit-new': { status: 'queued', lookUpFirst: false },
};

function begunAgain(now: Date, change: TaskChange): TaskChange {
  return {
    ...{ attempts: 0, doubts: 0, polls: 0, refetches: 0, submitAnew: false },
    ...{ upstreamImages: null, progress: null, waiting: null, problem: null, endedAt: null },
    ...{ statusSince: now, dueAt: now },
    ...change,
  };
}

/** Asks the provider once more for an uncertain task: nothing is sent. */
export function lookedUpAgain({ upstreamTaskId }: Pick<TaskRow, 'upstreamTaskId'>, now: Date): TaskChange {
  return begunAgain(now, RETRY_CHANGES[upstreamTaskId === null ? 'look-up' : 'follow-once-more']);
}

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

async function loadTask(tx: Tx, id: string): Promise<Task> {
  const [parts] = await loadParts(tx, [id]);
  if (parts === undefined) throw new ProblemError('task-not-found');
  return toTask(parts);
}
