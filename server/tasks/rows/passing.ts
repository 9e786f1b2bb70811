import { and, eq, exists, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import type { TaskFilter } from '../../../src/domain/contract/lists.ts';
import { searchWords, soughtWords } from '../../../src/domain/searchWords.ts';
import { results, tasks } from '../../database/schema.ts';

/** What rows of tasks have to be like to pass a filter, but for the words that are looked for. */
export function passing({
  ids,
  status,
  provider,
  source,
  format,
  batch,
  starred,
}: TaskFilter): (SQL | undefined)[] {
  return [
    ids === undefined ? undefined : inArray(tasks.id, ids),
    status === undefined ? undefined : inArray(tasks.status, status),
    provider === undefined ? undefined : eq(tasks.provider, provider),
    source === undefined ? undefined : eq(tasks.sourceId, source),
    format === undefined ? undefined : eq(tasks.formatId, format),
    batch === undefined ? undefined : eq(tasks.batchId, batch),
    starred === true ? exists(starredResults()) : undefined,
  ];
}

/** That they have all words that are looked for; undefined where none is. */
export function searching({ search = '' }: Pick<TaskFilter, 'search'>): SQL | undefined {
  const sought = soughtWords(search);
  if (sought.length === 0) return undefined;
  return sql`${tasks.search} @@ ${sought.map((word) => `'${word}':*`).join(' & ')}::tsquery`;
}

function starredResults() {
  return new QueryBuilder()
    .select({ one: sql`1` })
    .from(results)
    .where(and(eq(results.taskId, tasks.id), results.isStarred, isNull(results.deletedAt)));
}

/** The words of a task's prompt and file name, as its row keeps them: letters and digits need no escaping. */
export function searchLiteral(...texts: readonly (string | null)[]): string {
  const words = searchWords(texts.filter((text) => text !== null).join(' '));
  return words.map((word) => `'${word}'`).join(' ');
}
