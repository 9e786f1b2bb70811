import type { ImageStore } from './imageStore.ts';

/** What stands in the place of an id where images have never been claimed. */
const UNCLAIMED = 'unclaimed';

interface Claim {
  readonly store: ImageStore;
  /** Of the database in use. */
  readonly databaseId: string;
  /** The id whose images this database may take over; null for none. */
  readonly takeOver: string | null;
  /** Those of some sources that the database knows. */
  readonly knownSources: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** The images belong to another database. */
export class ForeignStorageError extends Error {
  constructor(store: ImageStore, { owner, databaseId }: { owner: string | null; databaseId: string }) {
    const whose =
      owner === null ? 'that this database does not know' : `of another database than this one (${owner})`;
    super(
      `In ${store.place} are images ${whose}: its tasks would lose their results. Use the database that they belong to (DATABASE_URL, or none for the embedded one), or another DATA_DIR or bucket for this one (${databaseId}). If that database is gone for good, TAKE_OVER=${owner ?? UNCLAIMED} gives the images to this one; none of them is removed.`,
    );
    this.name = 'ForeignStorageError';
  }
}

/** So many sources are enough to tell whose they are. */
const SAMPLE = 500;

/**
 * Makes sure that the images belong to the database in use, and writes its id beside them the first time. What another
 * database does not know it would take for nobody's and remove.
 *
 * @throws ForeignStorageError when they belong to another one.
 */
export async function claimStorage(claim: Claim): Promise<void> {
  const { store, databaseId, takeOver } = claim;
  const owner = await store.readOwner();
  if (owner === databaseId) return;
  const isOurs = owner === null && (await holdsNothingForeign(claim));
  if (!isOurs && takeOver !== (owner ?? UNCLAIMED))
    throw new ForeignStorageError(store, { owner, databaseId });
  await store.writeOwner(databaseId);
}

/** Nothing at all, or what a relay older than the ids has left. */
async function holdsNothingForeign({ store, knownSources }: Claim): Promise<boolean> {
  const sources = (await store.list('sources')).map(({ name }) => name);
  if (sources.length === 0) return (await store.list('results')).length === 0;
  return (await knownSources(sources.slice(0, SAMPLE))).size > 0;
}
