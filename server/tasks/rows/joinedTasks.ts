import { and, asc, desc, eq, getTableColumns, inArray, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../database/openDatabase.ts';
import { planSteps, results, sources, tasks } from '../../database/schema.ts';
import type { JoinedTask, PlanStepRow, ResultRow, TaskRow } from './taskRow.ts';

/** Whose results a task may be said to go on from. */
export interface Lineage {
  /** Nobody sees what others made: only results of the task's own person. Else those are taken first. */
  readonly ownTasksOnly: boolean;
}

export const EVERYBODYS: Lineage = { ownTasksOnly: false };

/** The words that a task is found by are never read. */
const { search: _search, ...columns } = getTableColumns(tasks);
export const readTaskColumns = columns;

type RowAndSource = Pick<JoinedTask, 'task' | 'source'>;

/** Tasks with their sources and results, in the order of the ids; ids that are gone are left out. */
export async function loadJoinedTasks(
  db: Db | Tx,
  ids: readonly string[],
  lineage: Lineage = EVERYBODYS,
): Promise<JoinedTask[]> {
  const rows = await loadRows(db, ids);
  return withParts(db, rows, {
    resultsOf: ids,
    parentOf: await loadParents(
      db,
      rows.map(({ task }) => task),
      lineage,
    ),
  });
}

/** The same of one that was inserted a moment ago, so that it is not read again: it has no results yet. */
export async function joinNewTask(
  db: Db | Tx,
  fresh: Pick<JoinedTask, 'task' | 'source' | 'steps'>,
  lineage: Lineage = EVERYBODYS,
): Promise<JoinedTask> {
  const parentOf = await loadParents(db, [fresh.task], lineage);
  return { ...fresh, results: [], parent: parentOf(fresh.task) };
}

/** The same for whoever works on them: without what only people look at. */
export async function loadWorkedTasks(db: Db | Tx, ids: readonly string[]): Promise<JoinedTask[]> {
  return withWorkedParts(db, await loadRows(db, ids));
}

/** What whoever works on tasks needs of them besides; results where it makes them. */
export function withWorkedParts(db: Db | Tx, rows: readonly RowAndSource[]): Promise<JoinedTask[]> {
  const isMaking = rows.filter(({ task }) => task.status === 'finishing').map(({ task }) => task.id);
  return withParts(db, rows, { resultsOf: isMaking, parentOf: () => null });
}

async function loadRows(db: Db | Tx, ids: readonly string[]): Promise<RowAndSource[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ task: readTaskColumns, source: sources })
    .from(tasks)
    .innerJoin(sources, eq(sources.id, tasks.sourceId))
    .where(inArray(tasks.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.task.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function withParts(
  db: Db | Tx,
  rows: readonly RowAndSource[],
  {
    resultsOf,
    parentOf,
  }: { resultsOf: readonly string[]; parentOf: (task: TaskRow) => JoinedTask['parent'] },
): Promise<JoinedTask[]> {
  const byTask = new Map<string, ResultRow[]>();
  for (const row of await loadResults(db, resultsOf)) {
    byTask.set(row.taskId, [...(byTask.get(row.taskId) ?? []), row]);
  }
  const planned = rows.filter(({ task }) => task.planLength !== null).map(({ task }) => task.id);
  const stepsOf = await loadPlanSteps(db, planned);
  return rows.map((row) => {
    const { id } = row.task;
    return { ...row, results: byTask.get(id) ?? [], parent: parentOf(row.task), steps: stepsOf(id) };
  });
}

/**
 * Finds the results that sources are, byte for byte: of several that are the same, the last one before the task, and
 * one of the same person before anybody else's.
 */
async function loadParents(
  db: Db | Tx,
  children: readonly TaskRow[],
  { ownTasksOnly }: Lineage,
): Promise<(task: TaskRow) => JoinedTask['parent']> {
  if (children.length === 0) return () => null;
  const sourceIds = children.map(({ sourceId }) => sourceId);
  const found = await db
    .select({
      ...{ fileHash: results.fileHash, resultId: results.id, taskId: results.taskId },
      ...{ createdAt: results.createdAt, person: tasks.person },
    })
    .from(results)
    .innerJoin(tasks, eq(tasks.id, results.taskId))
    .where(and(inArray(results.fileHash, sourceIds), isNull(results.deletedAt), isNull(tasks.deletedAt)))
    .orderBy(desc(results.createdAt));
  return ({ sourceId, createdAt, person }) => {
    const before = found.filter((row) => row.fileHash === sourceId && row.createdAt <= createdAt);
    const parent = before.find((row) => row.person === person) ?? (ownTasksOnly ? undefined : before[0]);
    return parent === undefined ? null : { taskId: parent.taskId, resultId: parent.resultId };
  };
}

async function loadResults(db: Db | Tx, ids: readonly string[]): Promise<readonly ResultRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(results)
    .where(inArray(results.taskId, [...ids]));
}

async function loadPlanSteps(
  db: Db | Tx,
  ids: readonly string[],
): Promise<(id: string) => readonly PlanStepRow[]> {
  if (ids.length === 0) return () => [];
  const rows = await db
    .select()
    .from(planSteps)
    .where(inArray(planSteps.taskId, [...ids]))
    .orderBy(asc(planSteps.index));
  return (id) => rows.filter(({ taskId }) => taskId === id);
}
