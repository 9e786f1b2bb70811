import { and, eq, exists, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import type { TaskFilter } from '../../../src/domain/contract/lists.ts';
import { searchWords, soughtWords } from '../../../src/domain/searchWords.ts';
import { results, tasks } from '../../database/schema.ts';

/** What rows of tasks have to be like to pass a filter. */
export function passing({
  status,
  provider,
  source,
  format,
  batch,
  starred,
  search,
}: TaskFilter): (SQL | undefined)[] {
  const sought = search === undefined ? [] : soughtWords(search);
  return [
    status === undefined ? undefined : inArray(tasks.status, status),
    provider === undefined ? undefined : eq(tasks.provider, provider),
    source === undefined ? undefined : eq(tasks.sourceId, source),
    format === undefined ? undefined : eq(tasks.formatId, format),
    batch === undefined ? undefined : eq(tasks.batchId, batch),
    starred === true ? exists(starredResults()) : undefined,
    sought.length > 0
      ? sql`${tasks.search} @@ ${sought.map((word) => `'${word}':*`).join(' & ')}::tsquery`
      : undefined,
  ];
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
