import type { Db } from './openDatabase.ts';
import { databaseIdentity } from './schema.ts';

/** What tells a database from all others. */
export interface DatabaseIdentity {
  readonly id: string;
  /** Nothing older is known there. */
  readonly knownSince: Date;
}

export async function readDatabaseIdentity(db: Db): Promise<DatabaseIdentity> {
  const [row] = await db
    .select({ id: databaseIdentity.id, knownSince: databaseIdentity.knownSince })
    .from(databaseIdentity);
  if (row === undefined) throw new Error('The database has lost its identity.');
  return row;
}
