import { and, asc, desc, eq, gt, inArray, isNull, max, sql } from 'drizzle-orm';
import type { Task, TaskPage } from '../../src/domain/contract.ts';
import type { Db, Tx } from '../database/openDatabase.ts';
import { results, sources, tasks } from '../database/schema.ts';
import { decodeCursor, encodeCursor } from './pageCursor.ts';
import { type ResultRow, type TaskParts, toTask } from './taskRow.ts';

/** A change since some revision: the task as it is now, or null when it was deleted. */
export interface TaskNews {
  readonly id: string;
  readonly revision: number;
  readonly task: Task | null;
}

/** A result together with what its files are named after. */
export interface FoundResult {
  readonly id: string;
  readonly index: number;
  readonly width: number;
  readonly height: number;
}

/** Reads tasks for showing them. */
export class TaskReader {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(id: string): Promise<Task | null> {
    const [parts] = await loadParts(this.#db, [id]);
    return parts === undefined || parts.task.deletedAt !== null ? null : toTask(parts);
  }

  async findResult(id: string): Promise<FoundResult | null> {
    const [row] = await this.#db
      .select({ id: results.id, index: results.index, width: results.width, height: results.height })
      .from(results)
      .innerJoin(tasks, eq(tasks.id, results.taskId))
      .where(and(eq(results.id, id), isNull(tasks.deletedAt)));
    return row ?? null;
  }

  /** Newest first. */
  async page(options: { cursor?: string | undefined; limit: number }): Promise<TaskPage> {
    const after = options.cursor === undefined ? null : decodeCursor(options.cursor);
    const behind =
      after === null
        ? undefined
        : sql`(${tasks.createdAt}, ${tasks.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`;
    const rows = await this.#db
      .select({ id: tasks.id, createdAt: tasks.createdAt })
      .from(tasks)
      .where(and(isNull(tasks.deletedAt), behind))
      .orderBy(desc(tasks.createdAt), desc(tasks.id))
      .limit(options.limit + 1);
    const shown = rows.slice(0, options.limit);
    const last = shown.at(-1);
    const parts = await loadParts(
      this.#db,
      shown.map(({ id }) => id),
    );
    return {
      tasks: parts.filter(({ task }) => task.deletedAt === null).map(toTask),
      nextCursor: rows.length > options.limit && last !== undefined ? encodeCursor(last) : null,
    };
  }

  /** What changed after a revision, oldest change first. */
  async newsSince(revision: number, limit: number): Promise<TaskNews[]> {
    const rows = await this.#db
      .select({ id: tasks.id })
      .from(tasks)
      .where(gt(tasks.revision, revision))
      .orderBy(asc(tasks.revision))
      .limit(limit);
    return this.news(rows.map(({ id }) => id));
  }

  /** How these tasks are now, oldest change first. */
  async news(ids: readonly string[]): Promise<TaskNews[]> {
    const parts = await loadParts(this.#db, ids);
    return parts
      .map((part) => ({
        id: part.task.id,
        revision: part.task.revision,
        task: part.task.deletedAt === null ? toTask(part) : null,
      }))
      .toSorted((a, b) => a.revision - b.revision);
  }

  async latestRevision(): Promise<number> {
    const [row] = await this.#db.select({ latest: max(tasks.revision) }).from(tasks);
    return row?.latest ?? 0;
  }
}

/** Tasks with their sources and results, in the order of the ids; ids that are gone are left out. */
export async function loadParts(db: Db | Tx, ids: readonly string[]): Promise<TaskParts[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ task: tasks, source: sources })
    .from(tasks)
    .innerJoin(sources, eq(sources.id, tasks.sourceId))
    .where(inArray(tasks.id, [...ids]));
  const resultRows = await db
    .select()
    .from(results)
    .where(inArray(results.taskId, [...ids]));
  const byTask = new Map<string, ResultRow[]>();
  for (const row of resultRows) byTask.set(row.taskId, [...(byTask.get(row.taskId) ?? []), row]);
  const byId = new Map(rows.map((row) => [row.task.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ ...row, results: byTask.get(id) ?? [] }];
  });
}
