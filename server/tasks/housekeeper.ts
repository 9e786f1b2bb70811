import type { Logger } from 'pino';
import type { Db } from '../database/openDatabase.ts';
import type { ImageStore } from '../images/imageStore.ts';
import type { SourceStore } from '../images/sourceStore.ts';
import { keepHouse } from './housekeeping.ts';
import { expireTasks, keptSince } from './retention.ts';
import { sweep } from './sweep.ts';
import type { TaskQueue } from './taskQueue.ts';

interface HousekeeperOptions {
  readonly db: Db;
  readonly store: ImageStore;
  readonly queue: TaskQueue;
  readonly sources: SourceStore;
  readonly now: () => Date;
  readonly logger: Logger;
  /** How long tasks are kept after their end; null for ever. */
  readonly retentionDays: number | null;
  /** Temporary files older than this are nobody's. */
  readonly temporaryMs: number;
}

const TIDY_EVERY_MS = 60 * 60_000;
const SWEEP_EVERY_MS = 24 * 60 * 60_000;

/** Tidies up now, and then from time to time until it is stopped. */
export function startHousekeeper(options: HousekeeperOptions): () => void {
  const { logger } = options;
  const sweepFiles = async () => {
    const removed = await sweep({ ...options, keptSince: keptSince(options) });
    if (removed > 0) logger.info({ removed }, 'Files that nobody needs were removed.');
  };
  const tidy = async () => {
    await keepHouse(options);
    const expired = await expireTasks(options);
    if (expired === 0) return;
    logger.info({ expired }, 'Tasks that were kept long enough were deleted.');
    await sweepFiles();
  };
  const watched = (work: () => Promise<void>) => () => {
    work().catch((error: unknown) => logger.error({ err: error }, 'Tidying failed.'));
  };
  watched(async () => {
    await tidy();
    await sweepFiles();
  })();
  const timers = [
    setInterval(watched(tidy), TIDY_EVERY_MS),
    setInterval(watched(sweepFiles), SWEEP_EVERY_MS),
  ];
  for (const timer of timers) timer.unref();
  return () => timers.forEach(clearInterval);
}
