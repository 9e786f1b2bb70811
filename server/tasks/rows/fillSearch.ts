import { isNull, sql } from 'drizzle-orm';
import type { Db } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';
import { searchLiteral } from './passing.ts';

const BATCH = 500;

/**
 * Gives the words that they are found by to tasks that have none: rows of an earlier version, written by other rules.
 *
 * @returns how many there were
 */
export async function fillSearch(db: Db, batch = BATCH): Promise<number> {
  let filled = 0;
  for (let count = batch; count === batch; filled += count) {
    const rows = await db
      .select({ id: tasks.id, prompt: tasks.prompt, sourceName: tasks.sourceName })
      .from(tasks)
      .where(isNull(tasks.search))
      .limit(batch);
    const words = rows.map(({ id, prompt, sourceName }) => ({
      id,
      words: searchLiteral(prompt, sourceName),
    }));
    await db.execute(sql`update tasks set search = found.words::tsvector
      from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as found(id uuid, words text)
      where tasks.id = found.id`);
    count = rows.length;
  }
  return filled;
}
