import { sql } from 'drizzle-orm';
import type { Db } from './openDatabase.ts';
import { refreshStatistics } from './refreshStatistics.ts';

/**
 * Does for an embedded database what a Postgres server has processes of its own for. Without it indexes and the log of
 * changes (WAL) grow for as long as a relay runs, and the next start after a crash reads all of that log.
 *
 * @param isStopped asked before each table: what is left is then for the next time
 */
export async function maintainEmbedded(db: Db, isStopped: () => boolean = () => false): Promise<void> {
  // Table by table, since it answers nobody in the meantime.
  for (const table of await tablesOf(db)) {
    if (isStopped()) return;
    await db.execute(sql`vacuum ${sql.identifier(table)}`);
  }
  if (isStopped()) return;
  await refreshStatistics(db);
  await db.execute(sql`checkpoint`);
}

async function tablesOf(db: Db): Promise<string[]> {
  const rows = await db
    .select({ name: sql<string>`relname` })
    .from(sql`pg_stat_user_tables`)
    .where(sql`schemaname = 'public'`);
  return rows.map(({ name }) => name);
}
