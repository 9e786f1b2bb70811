import { and, eq, exists, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import { type Source, sourceSchema } from '../../src/domain/contract/source.ts';
import type { Db } from '../database/openDatabase.ts';
import { sources, tasks } from '../database/schema.ts';

/** Rows of sources: what each stored file is. */
export interface SourceStore {
  /** Whether the row is new. One that is there is as if it were, with what is found in its file today. */
  keep(source: Source, now: Date): Promise<boolean>;
  find(id: string): Promise<Source | null>;
  /** Those of some ids that have a row; of those brought in before a moment, the ones that a task still has. */
  needed(ids: readonly string[], keptSince: Date | null): Promise<ReadonlySet<string>>;
}

export function createSourceStore(db: Db): SourceStore {
  return {
    keep: async (source, now) => {
      const [kept] = await db
        .insert(sources)
        .values({ ...source, createdAt: now })
        .onConflictDoUpdate({ target: sources.id, set: { ...source, createdAt: now } })
        // Postgres leaves it 0 in a row that was inserted.
        .returning({ isNew: sql<boolean>`xmax = 0` });
      return kept?.isNew ?? false;
    },
    needed: async (ids, keptSince) => {
      const using = db
        .select({ id: tasks.id })
        .from(tasks)
        .where(and(eq(tasks.sourceId, sources.id), isNull(tasks.deletedAt)));
      const isKept = keptSince === null ? undefined : or(gte(sources.createdAt, keptSince), exists(using));
      const rows = await db
        .select({ id: sources.id })
        .from(sources)
        .where(and(inArray(sources.id, [...ids]), isKept));
      return new Set(rows.map(({ id }) => id));
    },
    find: async (id) => {
      const [row] = await db.select().from(sources).where(eq(sources.id, id));
      return row === undefined ? null : sourceSchema.parse(row);
    },
  };
}
