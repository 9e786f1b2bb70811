import { type SQLChunk, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from './openDatabase.ts';

/**
 * Postgres looks at so many times 300 rows of a table. Enough to tell an index that helps from one that does not, and
 * a tenth of what its default takes: an embedded database answers nobody in the meantime.
 */
const TARGET = 10;

/** A table that has grown by so much since it was counted is another one to whoever plans a query. */
const GROWTH = 1.2;
/** A table that is no larger is read as a whole, whatever is known of it. */
const SMALL_TABLE_BYTES = 64 * 1024;

/**
 * Lets the database count what its tables hold. Without that it takes each filter to leave a handful of rows, however
 * many there are, and reads and sorts a whole table for one page. A Postgres server does this by itself.
 */
export async function refreshStatistics(db: Db): Promise<void> {
  await analyze(db, sql``);
}

/** The same for tables that have grown by much since they were counted: nothing in all but a few minutes of a year. */
export async function refreshGrownStatistics(db: Db): Promise<void> {
  // How large a table is now stands in its file, which unlike the number of changes is still known after a crash.
  const answer = await db.execute(sql`select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid)
      > ${SMALL_TABLE_BYTES} + ${GROWTH}::float8 * relpages * current_setting('block_size')::int`);
  for (const { name } of grownSchema.parse(answer).rows) await analyze(db, sql.identifier(name));
}

const grownSchema = z.object({ rows: z.array(z.object({ name: z.string() })) });

async function analyze(db: Db, tables: SQLChunk): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local default_statistics_target = ${TARGET}`));
    await tx.execute(sql`analyze ${tables}`);
  });
}
