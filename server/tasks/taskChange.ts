import { eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Db, Tx } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';

export const TASK_CHANNEL = 'outframe_tasks';

/** What a notification says: which task changed, and how far the revision is. */
const taskNoticeSchema = z.object({ id: z.uuid(), revision: z.int() });
export type TaskNotice = z.infer<typeof taskNoticeSchema>;

export function parseTaskNotice(payload: string): TaskNotice {
  return taskNoticeSchema.parse(JSON.parse(payload));
}

export type TaskChange = PgUpdateSetSource<typeof tasks>;

/** Any fixed number. */
const REVISION_LOCK = 7_305_412;

/**
 * A transaction that changes tasks visibly. They commit one after the other, in the order of their revisions: whoever
 * has seen a revision has seen all smaller ones.
 */
export function inRevisionOrder<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${REVISION_LOCK})`);
    return work(tx);
  });
}

export const nextRevision = sql<number>`nextval('task_revision')`;

/** Tells all relays that a task changed; they hear it when the transaction commits. */
export async function announce(tx: Tx, notice: TaskNotice): Promise<void> {
  await tx.execute(sql`select pg_notify(${TASK_CHANNEL}, ${JSON.stringify(notice)})`);
}

/** Marks a task as changed, because something that belongs to it did. */
export async function touchTask(tx: Tx, id: string): Promise<void> {
  const [row] = await tx
    .update(tasks)
    .set({ revision: nextRevision })
    .where(eq(tasks.id, id))
    .returning({ revision: tasks.revision });
  if (row !== undefined) await announce(tx, { id, revision: row.revision });
}
