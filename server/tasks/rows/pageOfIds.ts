import { and, desc, isNull, type SQL, sql } from 'drizzle-orm';
import type { TaskFilter } from '../../../src/domain/contract/lists.ts';
import type { Db } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';
import { type Owner, ownedBy } from './owner.ts';
import { decodeCursor, encodeCursor } from './pageCursor.ts';
import { passing, searching } from './passing.ts';

export interface WantedPage extends TaskFilter {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly owner?: Owner;
}

interface PageOfIds {
  readonly ids: readonly string[];
  readonly nextCursor: string | null;
}

/** So many of the newest tasks are looked through for words before those of the whole list are gathered. */
const NEWEST = 2000;

/**
 * The ids of a page of tasks, the newest first.
 *
 * Words are looked for in two ways, because a database guesses badly how many have some that begin with these letters:
 * what many tasks have is soon found among the newest; what few have is quickly gathered by the index of words, and
 * sorted. The wrong way of the two reads every task.
 */
export async function pageOfIds(
  db: Db,
  { cursor, limit, owner, ...filter }: WantedPage,
  newest = NEWEST,
): Promise<PageOfIds> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const isBehind =
    after === null
      ? undefined
      : sql`(${tasks.createdAt}, ${tasks.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`;
  const isInList = and(isNull(tasks.deletedAt), isBehind);
  const passes = and(ownedBy(owner), ...passing(filter));
  const words = searching(filter);
  const take = (from: SQL | typeof tasks, where: SQL | undefined) =>
    db
      .select(IDS)
      .from(from)
      .where(where)
      .orderBy(...NEWEST_FIRST)
      .limit(limit + 1);
  if (words === undefined) return pageOf(await take(tasks, and(isInList, passes)), limit);
  const latest = sql`(select * from ${tasks} where ${isInList} order by ${sql.join(NEWEST_FIRST, sql`, `)} limit ${newest}) as ${tasks}`;
  const rows = await take(latest, and(words, passes));
  if (rows.length > limit) return pageOf(rows, limit);
  // Planned by itself, with no thought of how few of them are wanted.
  const found = sql`(select * from ${tasks} where ${and(words, isNull(tasks.deletedAt))} offset 0) as ${tasks}`;
  return pageOf(await take(found, and(isBehind, passes)), limit);
}

/** Of the table, or of a part of it under the same name. */
const IDS = {
  id: sql<string>`${tasks.id}`,
  createdAt: sql<Date>`${tasks.createdAt}`.mapWith(tasks.createdAt),
};
const NEWEST_FIRST = [desc(tasks.createdAt), desc(tasks.id)];

function pageOf(
  rows: readonly { readonly id: string; readonly createdAt: Date }[],
  limit: number,
): PageOfIds {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ids: shown.map(({ id }) => id),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(last) : null,
  };
}
