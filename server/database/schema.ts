import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  real,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { CUSTOM } from '../../src/domain/customFormat.ts';
import { moment } from './moment.ts';

/** Words that a text is found by; goes in as a literal (`'sky' 'soft'`). */
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** The one row that tells this database from all others. */
export const databaseIdentity = pgTable('database_identity', {
  /** Stands beside the images too: another database than the one they belong to would take them for nobody's. */
  id: uuid('id').primaryKey(),
  /** Nothing older is known here: files that are older may be somebody else's. */
  knownSince: moment('known_since').notNull(),
  /** The latest time that a relay saw on the database's clock: what is earlier now has gone back. */
  clockAt: moment('clock_at').notNull(),
});

/** Numbers the changes of tasks, across all tasks. */
export const taskRevision = pgSequence('task_revision');

export const sources = pgTable('sources', {
  /** SHA-256 of the file. */
  id: text('id').primaryKey(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  format: text('format').notNull(),
  fileBytes: integer('file_bytes').notNull(),
  orientation: integer('orientation').notNull(),
  hasAlpha: boolean('has_alpha').notNull(),
  copyReasons: jsonb('copy_reasons').notNull(),
  /** When it was last brought in. */
  createdAt: moment('created_at').notNull(),
});

/** Tasks in a format that somebody typed. */
export const IS_TYPED = `deleted_at is null and format_id like '${CUSTOM}%'`;

export const tasks = pgTable(
  'tasks',
  {
    id: uuid('id').primaryKey(),
    idempotencyKey: text('idempotency_key').notNull().unique(),
    /** Tells whether a second request under the same key asks for the same. */
    requestHash: text('request_hash').notNull(),
    revision: bigint('revision', { mode: 'number' }).notNull(),
    status: text('status').notNull(),
    provider: text('provider').notNull(),
    sourceId: text('source_id')
      .notNull()
      .references(() => sources.id),
    /** What the source's file was called where it was opened; null when nobody said. */
    sourceName: text('source_name'),
    /** Of what is kept of the source. */
    expansion: jsonb('expansion').notNull(),
    /** What is kept of the source; null for all of it. */
    crop: jsonb('crop'),
    prompt: text('prompt').notNull(),
    n: integer('n').notNull(),
    /** Steps of its plan, and which one is under way, from 0; null where one request is enough. */
    planLength: integer('plan_length'),
    planStep: integer('plan_step'),
    /** The format that the frame was brought to; null for none. */
    formatId: text('format_id'),
    /** Where the source was to lie in its frame; null when nobody said. */
    anchor: jsonb('anchor'),
    /** What it was submitted together with; null for a task that was submitted by itself. */
    batchId: uuid('batch_id'),
    batchName: text('batch_name'),
    /** The words of prompt and file name. */
    search: tsvector('search'),
    /** Who submitted it; null where nobody signs in. */
    person: text('person'),
    progress: real('progress'),
    /** Small pictures of images under way, as data: addresses. */
    previews: jsonb('previews').notNull().default([]),
    /** Our name for the submit, written before the request leaves: the same one is sent again after a doubt. */
    externalTaskId: text('external_task_id').unique(),
    upstreamTaskId: text('upstream_task_id'),
    /** What the provider made, while it is being fetched. */
    upstreamImages: jsonb('upstream_images'),
    /** What is to be done next; see `TASK_STEPS`. */
    step: text('step').notNull().default('submit'),
    /** When a create left that may be with the provider; set before it leaves, null once it is surely not there. */
    sentAt: moment('sent_at'),
    /** Unguessable end of the address at which the provider may tell of changes. */
    callbackToken: text('callback_token').unique(),
    /** When it last did so. */
    hintedAt: moment('hinted_at'),
    /** The provider's own name for the task, as a callback claims while nobody knows it. */
    hintedTaskId: text('hinted_task_id'),
    /** Failed tries of the present step in a row. */
    attempts: integer('attempts').notNull().default(0),
    /** Creates under the present name whose outcome was not told. */
    doubts: integer('doubts').notNull().default(0),
    /** Since when the provider says, without another answer or trouble in between, that it has no such task. */
    deniedAt: moment('denied_at'),
    /** Since when the present step of a submit meets nothing but trouble. */
    troubleSince: moment('trouble_since'),
    /** Questions for the state so far; sets the pace of asking. */
    polls: integer('polls').notNull().default(0),
    /** Times that the addresses of results had to be asked for again. */
    refetches: integer('refetches').notNull().default(0),
    /** Times that somebody, or a callback, had it tried again after it had ended. */
    retries: integer('retries').notNull().default(0),
    statusSince: moment('status_since').notNull(),
    waiting: jsonb('waiting'),
    problem: jsonb('problem'),
    /** What the provider says that it cost, one entry a submit, each with the provider's name for it. */
    charges: jsonb('charges').notNull().default([]),
    /** When the next step may run; null when none is due. */
    dueAt: moment('due_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: moment('lease_until'),
    createdAt: moment('created_at').notNull(),
    /** When its present try began; null in rows older than this column. */
    startedAt: moment('started_at'),
    endedAt: moment('ended_at'),
    /** A deleted task stays for a while as a mark, so that browsers that were away learn of it. */
    deletedAt: moment('deleted_at'),
  },
  (table) => [
    // Read backwards, so that the pages of a list come in order however deep they lie, filtered or not.
    index('tasks_newest').on(table.createdAt, table.id).where(sql`deleted_at is null`),
    index('tasks_of_status').on(table.status, table.createdAt, table.id).where(sql`deleted_at is null`),
    index('tasks_of_provider').on(table.provider, table.createdAt, table.id).where(sql`deleted_at is null`),
    index('tasks_of_source').on(table.sourceId, table.createdAt, table.id).where(sql`deleted_at is null`),
    index('tasks_of_format').on(table.formatId, table.createdAt, table.id).where(sql`deleted_at is null`),
    index('tasks_of_typed_format')
      .on(table.formatId, table.person, table.createdAt)
      // As a literal: parameters are not allowed here, and a query has to say the same to be read by it.
      .where(sql.raw(IS_TYPED)),
    index('tasks_of_batch').on(table.batchId, table.createdAt, table.id).where(sql`deleted_at is null`),
    index('tasks_search').using('gin', table.search),
    index('tasks_due').on(table.dueAt).where(sql`due_at is not null`),
    index('tasks_changed').on(table.revision),
    index('tasks_at_provider').on(table.provider, table.createdAt).where(sql`due_at is not null`),
    check(
      'tasks_step_fits_status',
      sql`(status in ('queued', 'submitting') and step in ('submit', 'reconcile', 'resend', 'look-up', 'submit-anew'))
        or (status = 'processing' and step in ('poll', 'look-up') and upstream_task_id is not null)
        or (status = 'finishing' and step = 'fetch' and upstream_task_id is not null)
        or status in ('succeeded', 'failed', 'cancelled', 'uncertain')`,
    ),
    check('tasks_resend_was_sent', sql`step <> 'resend' or sent_at is not null`),
  ],
);

/** The steps of plans: what each asks for, and what came of it. */
export const planSteps = pgTable(
  'plan_steps',
  {
    taskId: uuid('task_id')
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    /** From 0. */
    index: integer('index').notNull(),
    /** What it adds to the picture of the step before. */
    expansion: jsonb('expansion').notNull(),
    /** The frame after it, in source pixels, and where the source lies in that. */
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    x: integer('x').notNull(),
    y: integer('y').notNull(),
    /** The submit whose picture is kept; null until it is. It names the file. */
    externalTaskId: text('external_task_id').unique(),
    fileBytes: integer('file_bytes'),
    flags: jsonb('flags').notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.index] })],
);

export const results = pgTable(
  'results',
  {
    taskId: uuid('task_id')
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    index: integer('index').notNull(),
    /** Names its files too. */
    id: text('id').notNull().unique(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    fileBytes: integer('file_bytes').notNull(),
    /** Size of what the provider sent; null in rows older than these columns. */
    sentWidth: integer('sent_width'),
    sentHeight: integer('sent_height'),
    flags: jsonb('flags').notNull(),
    /** What finishing found; null in rows older than this column. */
    proof: jsonb('proof'),
    /** SHA-256 of the finished file: the id of the source that it becomes when somebody goes on from it. */
    fileHash: text('file_hash'),
    /** Mean colour, `#rrggbb`; null in rows older than this column, and where it could not be taken. */
    colour: text('colour'),
    isStarred: boolean('is_starred').notNull().default(false),
    createdAt: moment('created_at').notNull(),
    /** A deleted one stays as a mark while its task does, so that it is not fetched again. */
    deletedAt: moment('deleted_at'),
  },
  (table) => [
    primaryKey({ columns: [table.taskId, table.index] }),
    index('results_by_file').on(table.fileHash).where(sql`deleted_at is null`),
    index('results_starred').on(table.taskId).where(sql`is_starred and deleted_at is null`),
  ],
);
