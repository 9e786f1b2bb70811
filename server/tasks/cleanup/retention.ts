import { and, asc, eq, inArray, isNull, lt, notExists } from 'drizzle-orm';
import type { Db } from '../../database/openDatabase.ts';
import { results, sources, tasks } from '../../database/schema.ts';
import { announceAll, inRevisionOrder, nextRevision } from '../rows/taskChange.ts';

interface RetentionDeps {
  readonly db: Db;
  readonly now: () => Date;
  /** How long tasks are kept after their end; null for ever. */
  readonly retentionDays: number | null;
  /** Tasks in one transaction. */
  readonly batch?: number;
}

const DAY_MS = 24 * 60 * 60_000;
const BATCH = 50;
/** What is uncertain may have been paid for and waits for somebody's word. */
const EXPIRING_STATUSES = ['succeeded', 'failed', 'cancelled'];

/** What was last used before this moment is no longer kept; null when all is. */
export function keptSince({ now, retentionDays }: Pick<RetentionDeps, 'now' | 'retentionDays'>): Date | null {
  return retentionDays === null ? null : new Date(now().getTime() - retentionDays * DAY_MS);
}

/**
 * Deletes tasks that ended too long ago and have no starred result, and the rows of sources that no task has. Files are left to the sweep, which
 * looks for those that nobody needs.
 *
 * @returns how many tasks went
 */
export async function expireTasks(parts: RetentionDeps): Promise<number> {
  const before = keptSince(parts);
  if (before === null) return 0;
  const { batch = BATCH } = parts;
  let expired = 0;
  for (let count = batch; count === batch; expired += count) {
    count = await expireBatch({ ...parts, batch }, before);
  }
  await dropUnusedSources(parts.db, before);
  return expired;
}

async function expireBatch(
  { db, now, batch }: RetentionDeps & { readonly batch: number },
  before: Date,
): Promise<number> {
  // One relay at a time: each waits for the revisions of the other.
  return inRevisionOrder(db, async (tx) => {
    const starred = tx
      .select({ id: results.id })
      .from(results)
      .where(and(eq(results.taskId, tasks.id), results.isStarred, isNull(results.deletedAt)));
    const old = tx
      .select({ id: tasks.id })
      .from(tasks)
      .where(
        and(
          inArray(tasks.status, EXPIRING_STATUSES),
          lt(tasks.endedAt, before),
          isNull(tasks.deletedAt),
          notExists(starred),
        ),
      )
      .orderBy(asc(tasks.endedAt))
      .limit(batch)
      .for('update', { skipLocked: true });
    const ids = (await old).map(({ id }) => id);
    if (ids.length === 0) return 0;
    const changed = await tx
      .update(tasks)
      .set({ deletedAt: now(), revision: nextRevision })
      .where(inArray(tasks.id, ids))
      .returning({ id: tasks.id, revision: tasks.revision });
    await announceAll(tx, changed);
    return changed.length;
  });
}

/** Deleted tasks stay as marks for a while, and their sources' rows with them. */
async function dropUnusedSources(db: Db, before: Date): Promise<void> {
  const using = db.select({ id: tasks.id }).from(tasks).where(eq(tasks.sourceId, sources.id));
  await db.delete(sources).where(and(lt(sources.createdAt, before), notExists(using)));
}
