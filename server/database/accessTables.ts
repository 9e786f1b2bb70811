import { bigint, integer, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

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

/** Requests in the present minute, counted by all relays together. The library for rate limits says what it looks like. */
export const rateLimits = pgTable('rate_limits', {
  key: varchar('key', { length: 255 }).primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
});
