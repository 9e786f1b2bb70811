import type { ImageStore } from '../../storage/imageStore.ts';
import { finalName, possibleResultIds, rawName } from '../rows/resultFiles.ts';
import type { FileOwners } from './fileOwners.ts';

interface PurgeDeps {
  readonly store: ImageStore;
  readonly fileOwners: FileOwners;
  readonly now: () => Date;
}

const DAY_MS = 24 * 60 * 60_000;
const TOMBSTONE_MS = 7 * DAY_MS;

/** Removes the files of deleted results, then their rows: broken off in between, it can be done again. */
export async function discardResults(
  { store, fileOwners }: Pick<PurgeDeps, 'store' | 'fileOwners'>,
  resultIds: readonly string[],
): Promise<void> {
  await discardFiles(store, resultIds);
  await fileOwners.dropResults(resultIds);
}

/** Removes the files of results, and what was made of them. */
export async function discardFiles(store: ImageStore, resultIds: readonly string[]): Promise<void> {
  for (const id of resultIds) {
    for (const name of [rawName(id), finalName(id)]) {
      await store.remove('results', name);
      await store.removeRenditions(name);
    }
  }
}

/**
 * Finishes deletions that were broken off, and forgets old ones. Looks after tasks that ended lately, since a relay may
 * still have been at work on them; what else was left behind is found by the sweep. Goes by the names that files may have and not by the
 * rows of results: a relay that was killed may have kept a file just before its task was deleted.
 */
export async function purgeDeletedTasks(parts: PurgeDeps): Promise<void> {
  const nowMs = parts.now().getTime();
  await parts.fileOwners.dropDeletedBefore(new Date(nowMs - TOMBSTONE_MS));
  for (const submit of await parts.fileOwners.deletedSubmits(new Date(nowMs - DAY_MS))) {
    await discardResults(parts, possibleResultIds(submit));
  }
  // Their rows stay while their tasks do.
  await discardFiles(parts.store, await parts.fileOwners.resultsDeletedSince(new Date(nowMs - DAY_MS)));
}
