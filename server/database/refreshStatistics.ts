import { sql } from 'drizzle-orm';
import type { Db } from './openDatabase.ts';

/**
 * Postgres looks at so many times 300 rows of a table. Enough to tell an index that helps from one that does not, and
 * a tenth of what its default takes: an embedded database answers nobody in the meantime.
 */
const TARGET = 10;

/**
 * Lets the database count what its tables hold. Without that it takes each filter to leave a handful of rows, however
 * many there are, and reads and sorts a whole table for one page. A Postgres server does this by itself.
 */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local default_statistics_target = ${TARGET}`));
    await tx.execute(sql`analyze`);
  });
}
