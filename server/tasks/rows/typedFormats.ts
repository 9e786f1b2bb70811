import { and, desc, isNull, max, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { MAX_TYPED_FORMATS } from '../../../src/domain/contract/lists.ts';
import type { Db } from '../../database/openDatabase.ts';
import { IS_TYPED, tasks } from '../../database/schema.ts';

/** Tasks that are looked at one by one. */
const RECENT_TASKS = 1000;
/** Formats that an index is walked along for. */
const MAX_WALKED = 1000;

/**
 * Ids of the typed formats that tasks were submitted in, the one used last first. What it takes does not grow with the
 * tasks: where the latest of them do not tell enough formats, an index is walked along from format to format. Of more
 * than `MAX_WALKED` formats, some that are not among the latest tasks are left out.
 *
 * @param ofOwner whose tasks; left out, everybody's
 */
export async function readTypedFormats(db: Db, ofOwner: SQL | undefined): Promise<string[]> {
  const latest = await formatsOfLatest(db, ofOwner);
  if (latest.length === MAX_TYPED_FORMATS) return latest;
  return [...new Set([...latest, ...(await walkFormats(db, ofOwner))])].slice(0, MAX_TYPED_FORMATS);
}

/** What the latest tasks of anybody were submitted in was used later than all else. */
async function formatsOfLatest(db: Db, ofOwner: SQL | undefined): Promise<string[]> {
  const { formatId, person, createdAt, deletedAt } = tasks;
  const latest = db
    .select({ formatId, person, createdAt, deletedAt })
    .from(tasks)
    .where(isNull(tasks.deletedAt))
    .orderBy(desc(tasks.createdAt), desc(tasks.id))
    .limit(RECENT_TASKS)
    // So that what tells an owner's tasks fits.
    .as('tasks');
  const rows = await db
    .select({ formatId: latest.formatId })
    .from(latest)
    .where(and(sql.raw(IS_TYPED), ofOwner))
    .groupBy(latest.formatId)
    .orderBy(desc(max(latest.createdAt)), latest.formatId)
    .limit(MAX_TYPED_FORMATS);
  return rows.flatMap(({ formatId: id }) => id ?? []);
}

const walkedSchema = z.object({ rows: z.array(z.object({ format_id: z.string() })) });

/** Loose index scan: two look-ups for each format, however many tasks it has (wiki.postgresql.org/wiki/Loose_indexscan). */
async function walkFormats(db: Db, ofOwner: SQL | undefined): Promise<string[]> {
  const isTyped = sql.raw(IS_TYPED);
  const answer = await db.execute(sql`
    with recursive walked as (
      (select format_id from tasks where ${isTyped} order by format_id limit 1)
      union all
      select (select format_id from tasks where ${isTyped} and tasks.format_id > walked.format_id
        order by format_id limit 1)
      from walked where walked.format_id is not null
    ), typed as (
      select format_id from walked where format_id is not null limit ${MAX_WALKED}
    )
    select typed.format_id from typed cross join lateral (
      select created_at from tasks where ${and(isTyped, sql`tasks.format_id = typed.format_id`, ofOwner)}
      order by created_at desc limit 1
    ) as latest
    order by latest.created_at desc, typed.format_id limit ${MAX_TYPED_FORMATS}`);
  return walkedSchema.parse(answer).rows.map(({ format_id: id }) => id);
}
