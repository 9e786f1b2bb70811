/**
 * `npm run seed -- --tasks 10000 [--seed 1] [--add] [--megapixels 60]`: fills the data folder, database and image storage that the settings
 * name with tasks in every state, results with small images or one of so many megapixels, and every way to fail. For
 * looking and for benchmarks.
 */
import { copyFile, link, mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { seededRandom } from '../../../src/engine/seededRandom.ts';
import { makeTemporaryFolder } from '../../../testing/makeTemporaryFolder.ts';
import { readDatabaseIdentity } from '../../database/databaseIdentity.ts';
import { type Db, openDatabase } from '../../database/openDatabase.ts';
import { results, tasks } from '../../database/schema.ts';
import { processSettings } from '../../processSettings.ts';
import { createSourceStore } from '../../sources/sourceStore.ts';
import { claimStorage } from '../../storage/claimStorage.ts';
import type { ImageStore } from '../../storage/imageStore.ts';
import { openImageStore } from '../../storage/openImageStore.ts';
import { finalName, rawName } from '../../tasks/rows/resultFiles.ts';
import { inRevisionOrder, nextRevision } from '../../tasks/rows/taskChange.ts';
import { seedImages } from './seedImages.ts';
import { type SeedTask, seedTask } from './seedRows.ts';

/** Tasks in one transaction. */
const BATCH = 250;
/** Files on their way at once. */
const PARALLEL_FILES = 16;

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    add: { type: 'boolean', default: false },
    megapixels: { type: 'string' },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const count = Number(values.tasks);
const megapixels = values.megapixels === undefined ? null : Number(values.megapixels);
const settings = processSettings();
const startedMs = Date.now();
await mkdir(settings.dataDir, { recursive: true });
const database = await openDatabase({
  dataDir: settings.dataDir,
  url: settings.databaseUrl,
  onError: (error) => say(error.message),
});
try {
  await seed(database.db);
} finally {
  await database.close();
}

async function seed(db: Db): Promise<void> {
  const [known] = await db.select({ count: sql<number>`count(*)::int` }).from(tasks);
  if (known !== undefined && known.count > 0 && !values.add) {
    say(
      `There are ${known.count} tasks already. Name an empty folder in DATA_DIR, or say --add to add to them.`,
    );
    process.exitCode = 1;
    return;
  }
  const store = await openImageStore(settings);
  const sources = createSourceStore(db);
  await claimStorage({
    store,
    databaseId: (await readDatabaseIdentity(db)).id,
    takeOver: settings.takeOver,
    knownSources: (ids) => sources.needed(ids, null),
  });
  const folder = await makeTemporaryFolder();
  try {
    const now = new Date();
    const images = await seedImages({ store, sources, now, megapixels }, folder.path);
    const random = seededRandom(Number(values.seed));
    // The oldest first, so that revisions grow with the time of creation.
    for (let end = count; end > 0; end -= BATCH) {
      const indexes = Array.from({ length: Math.min(BATCH, end) }, (_, step) => end - 1 - step);
      const batch = indexes.map((index) => seedTask({ index, now, images, random }));
      await keepFiles(store, batch);
      await insert(db, batch);
    }
  } finally {
    await folder.remove();
    await store.close();
  }
  say(`${count} tasks in ${settings.dataDir} after ${((Date.now() - startedMs) / 1000).toFixed(1)} s.`);
}

async function insert(db: Db, batch: readonly SeedTask[]): Promise<void> {
  await inRevisionOrder(db, async (tx) => {
    await tx.insert(tasks).values(batch.map(({ task }) => ({ ...task, revision: nextRevision })));
    const rows = batch.flatMap((one) => one.results);
    if (rows.length > 0) await tx.insert(results).values(rows);
  });
}

/** Each result gets its two files: links to one picture on a disk, copies of it in a bucket. */
async function keepFiles(store: ImageStore, batch: readonly SeedTask[]): Promise<void> {
  const files = batch.flatMap(({ image, results: rows }) =>
    rows.flatMap(({ id }) => [rawName(id), finalName(id)].map((name) => ({ name, from: image.result.file }))),
  );
  const next = files.values();
  const work = async () => {
    for (const { name, from } of next) {
      const temporary = store.temporaryPath('.png');
      await linkOrCopy(from, temporary);
      await store.adopt(temporary, 'results', name);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_FILES }, work));
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}
