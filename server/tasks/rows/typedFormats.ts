import { and, desc, isNull, like, max, type SQL } from 'drizzle-orm';
import { MAX_TYPED_FORMATS } from '../../../src/domain/contract/lists.ts';
import { CUSTOM } from '../../../src/domain/customFormat.ts';
import type { Db } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';

/**
 * Ids of the typed formats that tasks were submitted in, the one used last first.
 *
 * @param ofOwner whose tasks; left out, everybody's
 */
export async function readTypedFormats(db: Db, ofOwner: SQL | undefined): Promise<string[]> {
  const rows = await db
    .select({ formatId: tasks.formatId })
    .from(tasks)
    .where(and(isNull(tasks.deletedAt), like(tasks.formatId, `${CUSTOM}%`), ofOwner))
    .groupBy(tasks.formatId)
    .orderBy(desc(max(tasks.createdAt)), tasks.formatId)
    .limit(MAX_TYPED_FORMATS);
  return rows.flatMap(({ formatId }) => formatId ?? []);
}
