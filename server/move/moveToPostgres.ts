import { randomUUID } from 'node:crypto';
import { asc, count, getTableName, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { sessions } from '../database/accessTables.ts';
import { dailyImages, forgottenCosts } from '../database/costTables.ts';
import type { Db, Tx } from '../database/openDatabase.ts';
import { providerFacts, providerStops } from '../database/providerTables.ts';
import { databaseIdentity, planSteps, results, sources, tasks } from '../database/schema.ts';

/** What rows of others refer to comes first. What is counted anew by itself stays behind. */
const TABLES = [
  ...[sources, tasks, planSteps, results],
  ...[providerFacts, providerStops, sessions, dailyImages, forgottenCosts],
] as const;
const PAGE = 500;

/** The database to move to holds work of its own. */
export class TargetInUseError extends Error {
  /** @param table one that has rows */
  constructor(table: string) {
    super(`The Postgres in DATABASE_URL has rows of its own in ${table}. Move to an empty database.`);
    this.name = 'TargetInUseError';
  }
}

/**
 * Copies everything into another database of the same version, with its identity, so that the images beside it stay its
 * own. All of it or nothing; what it is copied from is only read, and no relay may work on either meanwhile.
 *
 * @returns how many rows of each table
 * @throws TargetInUseError
 */
export function moveTo(target: Db, from: Db): Promise<Readonly<Record<string, number>>> {
  return target.transaction(async (tx) => {
    await requireEmpty(tx);
    const moved: Record<string, number> = {};
    for (const table of TABLES) moved[getTableName(table)] = await copyRows(tx, from, table);
    const [identity] = await from.select().from(databaseIdentity);
    if (identity === undefined) throw new Error('The database has lost its identity.');
    await tx.update(databaseIdentity).set(identity);
    const [last] = await from.select({ revision: sql<string>`max(${tasks.revision})` }).from(tasks);
    if (last?.revision != null)
      await tx.execute(sql`select setval('task_revision', ${last.revision}::bigint)`);
    return moved;
  });
}

/**
 * Takes the images from a database that was moved: with another identity than theirs, a relay that is started with it
 * by mistake refuses them, instead of removing what is newer than the move.
 */
export async function giveUpImages(from: Db): Promise<void> {
  await from.update(databaseIdentity).set({ id: randomUUID() });
}

async function requireEmpty(tx: Tx): Promise<void> {
  for (const table of TABLES) {
    const [rows] = await tx.select({ count: count() }).from(table);
    if (rows !== undefined && rows.count > 0) throw new TargetInUseError(getTableName(table));
  }
}

async function copyRows(tx: Tx, from: Db, table: PgTable): Promise<number> {
  for (let copied = 0; ; copied += PAGE) {
    // By where the rows lie, which nobody changes meanwhile: not every table has one column as its key.
    const rows = await from.select().from(table).orderBy(asc(sql`ctid`)).limit(PAGE).offset(copied);
    if (rows.length > 0) await tx.insert(table).values(rows);
    if (rows.length < PAGE) return copied + rows.length;
  }
}
