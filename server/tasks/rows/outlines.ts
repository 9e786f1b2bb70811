import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type TaskFilter, type TaskOutline, taskOutlineSchema } from '../../../src/domain/contract/lists.ts';
import { cropSchema, planExpansionSchema } from '../../../src/domain/contract/taskRequest.ts';
import { frameOf } from '../../../src/domain/frame.ts';
import type { Db } from '../../database/openDatabase.ts';
import { results, sources, tasks } from '../../database/schema.ts';
import { lastNumber } from './taskRow.ts';

const positionsSchema = z.array(z.int()).nullable();

/** Outlines of tasks, in the order of the ids; ids that are gone are left out, and where only starred results are wanted, the others. */
export async function loadOutlines(
  db: Db,
  ids: readonly string[],
  { starred }: Pick<TaskFilter, 'starred'>,
): Promise<TaskOutline[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      ...{ id: tasks.id, revision: tasks.revision, status: tasks.status, n: tasks.n },
      ...{
        createdAt: tasks.createdAt,
        sourceId: tasks.sourceId,
        expansion: tasks.expansion,
        crop: tasks.crop,
      },
      // Their addresses are long, and of no use here.
      positions: sql<unknown>`jsonb_path_query_array(${tasks.upstreamImages}, '$[*].index')`,
      ...{ sourceWidth: sources.width, sourceHeight: sources.height },
    })
    .from(tasks)
    .innerJoin(sources, eq(sources.id, tasks.sourceId))
    .where(and(inArray(tasks.id, [...ids]), isNull(tasks.deletedAt)));
  const byTask = await resultsOf(db, ids, starred === true);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const { expansion, crop, sourceWidth, sourceHeight, createdAt, positions, ...rest } = row;
    const kept = cropSchema.nullable().parse(crop) ?? { width: sourceWidth, height: sourceHeight };
    const frame = frameOf(kept, planExpansionSchema.parse(expansion));
    return taskOutlineSchema.parse({
      ...{ ...rest, width: frame.width, height: frame.height },
      variants: lastNumber(positionsSchema.parse(positions) ?? []),
      ...{ createdAt: createdAt.toISOString(), results: byTask.get(id) ?? [] },
    });
  });
}

async function resultsOf(db: Db, ids: readonly string[], starredOnly: boolean) {
  const rows = await db
    .select({
      ...{ taskId: results.taskId, id: results.id, index: results.index },
      ...{ colour: results.colour, isStarred: results.isStarred, flags: results.flags },
    })
    .from(results)
    .where(
      and(
        inArray(results.taskId, [...ids]),
        isNull(results.deletedAt),
        starredOnly ? results.isStarred : undefined,
      ),
    )
    .orderBy(asc(results.taskId), asc(results.index));
  const byTask = new Map<string, typeof rows>();
  for (const row of rows) {
    const known = byTask.get(row.taskId);
    if (known === undefined) byTask.set(row.taskId, [row]);
    else known.push(row);
  }
  return byTask;
}
