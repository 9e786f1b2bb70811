import { isNotNull, sql } from 'drizzle-orm';
import type { Db, Tx } from './openDatabase.ts';
import { providerStops } from './providerTables.ts';
import { databaseIdentity, tasks } from './schema.ts';

interface DatabaseClockOptions {
  readonly db: Db;
  /** Milliseconds that never go back, from any beginning. */
  readonly monotonicMs?: () => number;
  readonly onError: (error: unknown) => void;
}

const SYNC_EVERY_MS = 15_000;
/** A clock that is set right goes back a little. */
const TOLERATED_MS = 5000;

/**
 * The time of all relays on one database: leases and due times compare across machines whose own clocks differ. It is
 * asked for now and then and runs on evenly in between. When the database's clock has gone back, what was to be due
 * goes back with it: nothing waits for an hour to come a second time.
 */
export class DatabaseClock {
  readonly #db: Db;
  readonly #monotonicMs: () => number;
  #baseMs = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor({ db, monotonicMs = () => performance.now() }: DatabaseClockOptions) {
    this.#db = db;
    this.#monotonicMs = monotonicMs;
  }

  static async start(options: DatabaseClockOptions): Promise<DatabaseClock> {
    const clock = new DatabaseClock(options);
    await clock.sync();
    clock.#timer = setInterval(() => clock.sync().catch(options.onError), SYNC_EVERY_MS);
    clock.#timer.unref();
    return clock;
  }

  readonly now = (): Date => new Date(this.#baseMs + this.#monotonicMs());

  stop(): void {
    clearInterval(this.#timer);
  }

  /** One relay at a time, so that what goes back goes back once. */
  async sync(): Promise<void> {
    const baseMs = await this.#db.transaction(async (tx) => {
      const [last] = await tx
        .select({ clockAt: databaseIdentity.clockAt })
        .from(databaseIdentity)
        .for('update');
      const askedMs = this.#monotonicMs();
      const [time] = await tx
        .select({ at: sql`clock_timestamp()`.mapWith(databaseIdentity.clockAt) })
        .from(databaseIdentity);
      const answeredMs = this.#monotonicMs();
      if (last === undefined || time === undefined) throw new Error('The database has lost its identity.');
      const backMs = last.clockAt.getTime() - time.at.getTime();
      if (backMs > TOLERATED_MS) await putBack(tx, backMs);
      await tx.update(databaseIdentity).set({ clockAt: time.at });
      return time.at.getTime() - (askedMs + answeredMs) / 2;
    });
    this.#baseMs = baseMs;
  }
}

async function putBack(tx: Tx, backMs: number): Promise<void> {
  const by = sql`make_interval(secs => ${backMs / 1000})`;
  await tx
    .update(tasks)
    .set({
      dueAt: sql`${tasks.dueAt} - ${by}`,
      leaseUntil: sql`${tasks.leaseUntil} - ${by}`,
      statusSince: sql`${tasks.statusSince} - ${by}`,
      sentAt: sql`${tasks.sentAt} - ${by}`,
      deniedAt: sql`${tasks.deniedAt} - ${by}`,
      troubleSince: sql`${tasks.troubleSince} - ${by}`,
      hintedAt: sql`${tasks.hintedAt} - ${by}`,
    })
    .where(isNotNull(tasks.dueAt));
  await tx.update(providerStops).set({
    since: sql`${providerStops.since} - ${by}`,
    nextTryAt: sql`${providerStops.nextTryAt} - ${by}`,
  });
}
