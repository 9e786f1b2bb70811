import { createHash, randomBytes } from 'node:crypto';
import { eq, lt, sql } from 'drizzle-orm';
import { sessions } from '../database/accessTables.ts';
import type { Db } from '../database/openDatabase.ts';
import type { People } from './people.ts';

/** Told on when somebody signs out: what they still have open ends, at whichever relay. */
export const SESSION_CHANNEL = 'outframe_sessions';
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

interface SessionDeps {
  readonly db: Db;
  readonly people: People;
  readonly now: () => Date;
}

/** Who is signed in, in every relay on the same database. Of a session's secret only the hash is kept. */
export class Sessions {
  readonly #db: Db;
  readonly #people: People;
  readonly #now: () => Date;

  constructor({ db, people, now }: SessionDeps) {
    this.#db = db;
    this.#people = people;
    this.#now = now;
  }

  /** Returns the secret by which the browser is known from now on. */
  async begin(person: string): Promise<string> {
    const now = this.#now();
    const secret = randomBytes(32).toString('base64url');
    await this.#db.delete(sessions).where(lt(sessions.expiresAt, now));
    await this.#db.insert(sessions).values({
      secretHash: hashOf(secret),
      person,
      tokenMark: this.#people.fingerprintOf(person) ?? '',
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
    });
    return secret;
  }

  /** Whose session it is; null when it has ended, or the token it was opened with is no longer good. */
  async personOf(secret: string): Promise<string | null> {
    const [row] = await this.#db
      .select()
      .from(sessions)
      .where(eq(sessions.secretHash, hashOf(secret)));
    if (row === undefined || row.expiresAt <= this.#now()) return null;
    return row.tokenMark === this.#people.fingerprintOf(row.person) ? row.person : null;
  }

  async end(secret: string): Promise<void> {
    await this.#db.transaction(async (tx) => {
      await tx.delete(sessions).where(eq(sessions.secretHash, hashOf(secret)));
      await tx.execute(sql`select pg_notify(${SESSION_CHANNEL}, '')`);
    });
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
