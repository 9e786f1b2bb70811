import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

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

/** What providers were seen to do, where their pages leave it open. */
export const providerFacts = pgTable(
  'provider_facts',
  {
    provider: text('provider').notNull(),
    baseUrl: text('base_url').notNull(),
    fact: text('fact').notNull(),
    value: text('value').notNull(),
    learnedAt: moment('learned_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.baseUrl, table.fact] })],
);
