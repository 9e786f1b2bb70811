import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

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

/** What tasks cost whose rows are gone: the ledger leaves nothing out. */
export const forgottenCosts = pgTable('forgotten_costs', {
  taskId: uuid('task_id').primaryKey(),
  provider: text('provider').notNull(),
  person: text('person'),
  status: text('status').notNull(),
  /** Asked for in all of its requests. */
  images: integer('images').notNull(),
  charges: jsonb('charges').notNull(),
  createdAt: moment('created_at').notNull(),
  batchId: uuid('batch_id'),
  batchName: text('batch_name'),
});
