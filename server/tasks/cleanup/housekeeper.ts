import type { Logger } from 'pino';
import { maintainEmbedded } from '../../database/maintainEmbedded.ts';
import type { Db } from '../../database/openDatabase.ts';
import { refreshGrownStatistics } from '../../database/refreshStatistics.ts';
import type { SourceStore } from '../../sources/sourceStore.ts';
import type { ImageStore } from '../../storage/imageStore.ts';
import { purgeDeletedTasks } from './deletedTasks.ts';
import type { FileOwners } from './fileOwners.ts';
import { expireTasks, keptSince } from './retention.ts';
import { sweep } from './sweep.ts';

interface HousekeeperOptions {
  readonly db: Db;
  readonly store: ImageStore;
  readonly fileOwners: FileOwners;
  readonly sources: SourceStore;
  readonly now: () => Date;
  readonly logger: Logger;
  /** How long tasks are kept after their end; null for ever. */
  readonly retentionDays: number | null;
  /** Temporary files older than this are nobody's. */
  readonly temporaryMs: number;
  /** Nothing older is known to the database. */
  readonly knownSince: Date;
  /** Whether nobody else looks after the database, as a Postgres server does by itself. */
  readonly maintainsDatabase: boolean;
  /** How long after the start it does so first: a start answers people before it tidies. */
  readonly maintainAfterMs?: number;
  /** @throws when the files belong to another database: then none of them is touched. */
  readonly requireOwnFiles: () => Promise<void>;
}

const MAINTAIN_AFTER_MS = 60_000;
/** As often as a Postgres server looks whether tables have changed. */
const COUNT_EVERY_MS = 60_000;
const TIDY_EVERY_MS = 60 * 60_000;
const SWEEP_EVERY_MS = 24 * 60 * 60_000;

/**
 * Tidies up now, and then from time to time, one thing after the other; the database for the first time in a while.
 *
 * @returns stops it, once what is under way is done
 */
export function startHousekeeper(options: HousekeeperOptions): () => Promise<void> {
  const { logger } = options;
  let underWay = Promise.resolve();
  let isStopped = false;
  const watched = (work: () => Promise<void>) => () => {
    underWay = underWay
      .then(() => (isStopped ? undefined : work()))
      .catch((error: unknown) => logger.error({ err: error }, 'Tidying failed.'));
  };
  const sweepFiles = watched(async () => {
    await options.requireOwnFiles();
    const removed = await sweep({ ...options, keptSince: keptSince(options) });
    if (removed > 0) logger.info({ removed }, 'Files that nobody needs were removed.');
  });
  const tidy = watched(() => purgeDeletedTasks(options));
  const expire = watched(async () => {
    const expired = await expireTasks(options);
    if (expired === 0) return;
    logger.info({ expired }, 'Tasks that were kept long enough were deleted.');
    sweepFiles();
  });
  const maintain = watched(() => maintainEmbedded(options.db, () => isStopped));
  const count = watched(() => refreshGrownStatistics(options.db));
  // Apart, since what is in the database goes on while the files cannot be reached.
  const everyHour = () => {
    expire();
    tidy();
  };
  // First of all: until it is done, each page of a list that was never counted costs a whole table.
  if (options.maintainsDatabase) count();
  everyHour();
  sweepFiles();
  const timers = [setInterval(everyHour, TIDY_EVERY_MS), setInterval(sweepFiles, SWEEP_EVERY_MS)];
  if (options.maintainsDatabase) {
    const { maintainAfterMs = MAINTAIN_AFTER_MS } = options;
    timers.push(setTimeout(maintain, maintainAfterMs), setInterval(maintain, TIDY_EVERY_MS));
    timers.push(setInterval(count, COUNT_EVERY_MS));
  }
  for (const timer of timers) timer.unref();
  return () => {
    isStopped = true;
    timers.forEach(clearInterval);
    return underWay;
  };
}
