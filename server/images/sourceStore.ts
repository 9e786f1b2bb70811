import { eq, inArray } from 'drizzle-orm';
import { type Source, sourceSchema } from '../../src/domain/contract.ts';
import type { Db } from '../database/openDatabase.ts';
import { sources } from '../database/schema.ts';

/** Rows of sources: what each stored file is. */
export interface SourceStore {
  /** Whether the row is new. */
  keep(source: Source, now: Date): Promise<boolean>;
  find(id: string): Promise<Source | null>;
  /** Those of some ids that have a row. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export function createSourceStore(db: Db): SourceStore {
  return {
    keep: async (source, now) => {
      const kept = await db
        .insert(sources)
        .values({ ...source, createdAt: now })
        .onConflictDoNothing()
        .returning({ id: sources.id });
      return kept.length > 0;
    },
    known: async (ids) => {
      const rows = await db
        .select({ id: sources.id })
        .from(sources)
        .where(inArray(sources.id, [...ids]));
      return new Set(rows.map(({ id }) => id));
    },
    find: async (id) => {
      const [row] = await db.select().from(sources).where(eq(sources.id, id));
      return row === undefined ? null : sourceSchema.parse(row);
    },
  };
}
