import { inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Db, Tx } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';

export const TASK_CHANNEL = 'outframe_tasks';

/** What a notification says, so that nobody has to read the row to know whether it concerns them. */
const taskNoticeSchema = z.object({
  id: z.uuid(),
  revision: z.int(),
  /** Whether it has ended or is deleted. */
  isOver: z.boolean().default(false),
  /** When its next step may begin, milliseconds since 1970; null where none is due, or where that has not changed. */
  dueAtMs: z.number().nullable().default(null),
});
export type TaskNotice = z.infer<typeof taskNoticeSchema>;
/** Of a change that leaves what is to be done next as it was. */
export type TaskTouch = Pick<TaskNotice, 'id' | 'revision'>;

export function parseTaskNotice(payload: string): TaskNotice {
  return taskNoticeSchema.parse(JSON.parse(payload));
}

export type TaskChange = PgUpdateSetSource<typeof tasks>;

/** Nothing is due any more, and whoever works on it has lost it. */
export const STOPPED: TaskChange = {
  dueAt: null,
  leaseOwner: null,
  leaseUntil: null,
  waiting: null,
  previews: [],
};

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

/**
 * The same turn inside of one statement, as a condition of it. Only for a change that looks at no other row: it would
 * see those as they were before its turn came.
 */
export const inTurn = sql`(select pg_advisory_xact_lock(${REVISION_LOCK}) is not null)`;

export const nextRevision = sql<number>`nextval('task_revision')`;

/** The same for a new row, which takes its turn inside of the one statement that inserts it. */
export const nextRevisionInTurn = sql<number>`case when ${inTurn} then ${nextRevision} end`;

/**
 * What a statement that changes a task returns, so that all relays are told of it: they hear it when the transaction
 * commits.
 */
export const announced = {
  id: tasks.id,
  revision: tasks.revision,
  told: sql`pg_notify(${TASK_CHANNEL}, json_build_object(
    'id', ${tasks.id},
    'revision', ${tasks.revision},
    'isOver', ${tasks.endedAt} is not null or ${tasks.deletedAt} is not null,
    'dueAtMs', extract(epoch from ${tasks.dueAt}) * 1000)::text)`,
};

/** Tells of many tasks in one statement, the smallest revision first; nothing that is due changed. */
export async function announceAll(tx: Tx, notices: readonly TaskTouch[]): Promise<void> {
  const ordered = notices.toSorted((a, b) => a.revision - b.revision);
  const payloads = JSON.stringify(ordered.map((notice) => JSON.stringify(notice)));
  await tx.execute(
    sql`select pg_notify(${TASK_CHANNEL}, payload) from jsonb_array_elements_text(${payloads}::jsonb) as payload`,
  );
}

/** Marks tasks as changed, because something that belongs to them did; two statements, however many they are. */
export async function touchTasks(tx: Tx, ids: readonly string[]): Promise<void> {
  const changed = await tx
    .update(tasks)
    .set({ revision: nextRevision })
    .where(inArray(tasks.id, [...ids]))
    .returning({ id: tasks.id, revision: tasks.revision });
  await announceAll(tx, changed);
}
