import type { ImageStore } from '../images/imageStore.ts';
import { finalName, rawName } from './fetchAndFinish.ts';
import type { TaskQueue } from './taskQueue.ts';

interface Parts {
  readonly store: ImageStore;
  readonly queue: TaskQueue;
  readonly now: () => Date;
}

const TOMBSTONE_MS = 7 * 24 * 60 * 60_000;

/** Removes the files of deleted results, then their rows: broken off in between, it can be done again. */
export async function discardResults(
  { store, queue }: Pick<Parts, 'store' | 'queue'>,
  resultIds: readonly string[],
): Promise<void> {
  for (const id of resultIds) {
    for (const name of [rawName(id), finalName(id)]) {
      await store.remove('results', name);
      await store.removeRenditions(name);
    }
    await queue.dropResult(id);
  }
}

/** Finishes deletions that were broken off, and forgets old ones. */
export async function keepHouse(parts: Parts): Promise<void> {
  const left = await parts.queue.deletedWithResults();
  await discardResults(
    parts,
    left.map(({ resultId }) => resultId),
  );
  await parts.queue.dropDeletedBefore(new Date(parts.now().getTime() - TOMBSTONE_MS));
}
