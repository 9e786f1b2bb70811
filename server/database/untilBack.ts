import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseAway } from './databaseError.ts';

interface Waiting {
  /** Whether nothing is waited for any more. */
  readonly isStopped: () => boolean;
  readonly onAway: (error: unknown) => void;
}

/** A database that is away is asked so often. */
const AGAIN_MS = 500;

/**
 * Does what may be done twice, again and again while the database is away.
 *
 * @throws what it threw for another reason, and once nothing is waited for
 */
export async function untilBack<T>(work: () => Promise<T>, { isStopped, onAway }: Waiting): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || isStopped()) throw error;
      onAway(error);
      await pause(AGAIN_MS);
    }
  }
}
