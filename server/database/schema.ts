import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

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
    expansion: jsonb('expansion').notNull(),
    prompt: text('prompt').notNull(),
    n: integer('n').notNull(),
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
    /** Somebody looks an uncertain task up again: ask the provider for it, by either id, and send nothing. */
    lookUpFirst: boolean('look_up_first').notNull().default(false),
    /** The same, but somebody wants it submitted anew if it cannot be found, knowing that it may cost twice. */
    submitAnew: boolean('submit_anew').notNull().default(false),
    /** Images that the provider may be working on: set before the request leaves, 0 once it was surely not taken. */
    slots: integer('slots').notNull().default(0),
    /** Unguessable end of the address at which the provider may tell of changes. */
    callbackToken: text('callback_token').unique(),
    /** When it last did so. */
    hintedAt: moment('hinted_at'),
    /** The provider's own name for the task, as a callback claims while nobody knows it. */
    hintedTaskId: text('hinted_task_id'),
    /** Failed tries of the present step in a row. */
    attempts: integer('attempts').notNull().default(0),
    /** Submits whose outcome nobody knows, among them. */
    doubts: integer('doubts').notNull().default(0),
    /** Questions for the state so far; sets the pace of asking. */
    polls: integer('polls').notNull().default(0),
    /** Times that the addresses of results had to be asked for again. */
    refetches: integer('refetches').notNull().default(0),
    statusSince: moment('status_since').notNull(),
    waiting: jsonb('waiting'),
    problem: jsonb('problem'),
    /** When the next step may run; null when none is due. */
    dueAt: moment('due_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: moment('lease_until'),
    createdAt: moment('created_at').notNull(),
    endedAt: moment('ended_at'),
    /** A deleted task stays for a while as a mark, so that browsers that were away learn of it. */
    deletedAt: moment('deleted_at'),
  },
  (table) => [
    index('tasks_newest').on(table.createdAt.desc(), table.id.desc()).where(sql`deleted_at is null`),
    index('tasks_due').on(table.dueAt).where(sql`due_at is not null`),
    index('tasks_changed').on(table.revision),
    index('tasks_at_provider').on(table.provider, table.createdAt).where(sql`due_at is not null`),
  ],
);

/** Providers that refuse everything until somebody mends the key or the account. */
export const providerStops = pgTable('provider_stops', {
  provider: text('provider').primaryKey(),
  problem: jsonb('problem').notNull(),
  since: moment('since').notNull(),
  /** Refusals in a row; sets the pace of trying again. */
  refusals: integer('refusals').notNull(),
  /** When one call is let through again. */
  nextTryAt: moment('next_try_at').notNull(),
});

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
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.index] })],
);

/** Who is signed in. */
export const sessions = pgTable('sessions', {
  /** SHA-256 of what the cookie holds. */
  secretHash: text('secret_hash').primaryKey(),
  person: text('person').notNull(),
  /** Of the token that it was opened with: another token ends it. */
  tokenMark: text('token_mark').notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

/** How many images were asked for from paid providers, day by day. */
export const dailyImages = pgTable(
  'daily_images',
  {
    /** In UTC, such as `2026-01-31`. */
    day: text('day').notNull(),
    /** Whose; `*` for everybody together. */
    person: text('person').notNull().default('*'),
    images: integer('images').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.person] })],
);

/** Requests in the present minute, counted by all relays together. The library for rate limits says what it looks like. */
export const rateLimits = pgTable('rate_limits', {
  key: varchar('key', { length: 255 }).primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
});
