import { isMadeByOlderRules } from '../../images/madeName.ts';
import type { SourceStore } from '../../sources/sourceStore.ts';
import type { Collection, ImageStore, StoredFile } from '../../storage/imageStore.ts';
import type { FileOwners } from './fileOwners.ts';

interface SweepDeps {
  readonly store: ImageStore;
  readonly fileOwners: FileOwners;
  readonly sources: SourceStore;
  readonly now: () => Date;
  /** Temporary files older than this are nobody's. */
  readonly temporaryMs: number;
  /** Sources that were last used before this moment are nobody's; null when all are kept. */
  readonly keptSince: Date | null;
  /** Nothing older is known to the database: files that are older may be somebody else's, and stay. */
  readonly knownSince: Date;
}

/** A file stands before its row is written: younger ones may belong to an upload under way. */
const YOUNG_MS = 60 * 60_000;
/** So long what was put away can be brought back. */
const TRASH_MS = 7 * 24 * 60 * 60_000;
/** These can be made again. */
const REPLACEABLE: ReadonlySet<Collection> = new Set(['renditions', 'upstream']);
/** How many names are looked up at once. */
const BATCH = 500;

/** The source that a file is, or is a copy or a rendition of. */
const SOURCE_FILE = /^[0-9a-f]{64}(?=$|-)/;
/** The submit whose result a file is, or is a rendition of. */
const RESULT_FILE = /^(.+?)-\d+\.(?:raw|png)(?:$|-)/;

/**
 * Removes what crashes left behind and what is no longer kept: files that no row tells of, and never will, and what was
 * made by older rules. Looks at the files first and at the
 * rows after, and a submit has its row before it has files: nothing that is being made is taken for lost.
 *
 * @returns how many files went
 */
export async function sweep(parts: SweepDeps): Promise<number> {
  const { store, fileOwners, sources, now, temporaryMs, keptSince, knownSince } = parts;
  let removed = await store.sweepTemporary(temporaryMs);
  removed += await store.emptyTrash(new Date(now().getTime() - TRASH_MS));
  const isOld = ({ modifiedAt }: StoredFile) => now().getTime() - modifiedAt.getTime() > YOUNG_MS;
  for (const shelf of ['results', 'renditions', 'upstream', 'sources'] as const) {
    const known = (await store.list(shelf)).filter(({ modifiedAt }) => modifiedAt >= knownSince);
    const isOutdated = (file: StoredFile) =>
      REPLACEABLE.has(shelf) && isOld(file) && isMadeByOlderRules(file.name);
    for (const { name } of known.filter(isOutdated)) {
      await store.remove(shelf, name);
      removed += 1;
    }
    const files = known.filter((file) => !isOutdated(file));
    removed += await removeOrphans(store, shelf, {
      names: files.map(({ name }) => name),
      // Renditions of sources look the same.
      ownerOf: (name) => (SOURCE_FILE.test(name) ? null : (RESULT_FILE.exec(name)?.[1] ?? null)),
      present: (owners) => fileOwners.presentSubmits(owners),
    });
    removed += await removeOrphans(store, shelf, {
      names: files.filter(isOld).map(({ name }) => name),
      ownerOf: (name) => SOURCE_FILE.exec(name)?.[0] ?? null,
      present: (owners) => sources.needed(owners, keptSince),
    });
  }
  return removed;
}

interface Owned {
  readonly names: readonly string[];
  /** What a file belongs to by its name; null where that is not ours to say. */
  readonly ownerOf: (name: string) => string | null;
  readonly present: (owners: readonly string[]) => Promise<ReadonlySet<string>>;
}

async function removeOrphans(
  store: ImageStore,
  shelf: Collection,
  { names, ownerOf, present }: Owned,
): Promise<number> {
  const byOwner = new Map<string, string[]>();
  for (const name of names) {
    const owner = ownerOf(name);
    if (owner !== null) byOwner.set(owner, [...(byOwner.get(owner) ?? []), name]);
  }
  const owners = [...byOwner.keys()];
  let removed = 0;
  for (let from = 0; from < owners.length; from += BATCH) {
    const batch = owners.slice(from, from + BATCH);
    const known = await present(batch);
    for (const owner of batch.filter((one) => !known.has(one))) {
      // Removing takes its time, and somebody may have begun a task with this one meanwhile.
      if ((await present([owner])).has(owner)) continue;
      for (const name of byOwner.get(owner) ?? []) {
        await (REPLACEABLE.has(shelf) ? store.remove(shelf, name) : store.moveToTrash(shelf, name));
        removed += 1;
      }
    }
  }
  return removed;
}
