import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { RelayProcess } from '../../testing/processes/RelayProcess.ts';
import { dataFolder } from '../testing/dataFolder.ts';
import { lookAt, submitTo } from '../testing/relayCalls.ts';
import { testDatabaseKinds } from '../testing/testDatabases.ts';
import { TEST_STORES } from '../testing/testStores.ts';
import { claimStorage, ForeignStorageError } from './claimStorage.ts';

const FIRST = '11111111-1111-4111-8111-111111111111';
const SECOND = '22222222-2222-4222-8222-222222222222';
const postgres = testDatabaseKinds().find(({ name }) => name === 'postgres');

describe.each(TEST_STORES)('whose images are on $name', (kind) => {
  async function open() {
    const opened = await kind.open();
    onTestFinished(opened.close);
    const { store } = opened;
    const claim = (
      databaseId: string,
      { takeOver = null, known = [] }: { takeOver?: string | null; known?: string[] } = {},
    ) =>
      claimStorage({ store, databaseId, takeOver, knownSources: async () => new Set(known) }).then(
        () => 'claimed',
        (error: unknown) => error,
      );
    const keep = async (name: string) => {
      const file = store.temporaryPath();
      await writeFile(file, 'x');
      await store.adopt(file, 'sources', name);
    };
    return { store, claim, keep };
  }

  test('an empty place belongs to the first database, and to no other', async () => {
    const { store, claim } = await open();
    expect(await claim(FIRST)).toBe('claimed');
    expect(await store.readOwner()).toBe(FIRST);
    expect(await claim(FIRST)).toBe('claimed');
    const refused = await claim(SECOND);
    expect(refused).toBeInstanceOf(ForeignStorageError);
    expect(String(refused)).toContain(`TAKE_OVER=${FIRST}`);
    expect(String(refused)).toContain(store.place);
    expect(await store.readOwner()).toBe(FIRST);
  });

  test('another one takes over only what it is told to, once', async () => {
    const { claim } = await open();
    await claim(FIRST);
    expect(await claim(SECOND, { takeOver: 'unclaimed' })).toBeInstanceOf(ForeignStorageError);
    expect(await claim(SECOND, { takeOver: FIRST })).toBe('claimed');
    // The setting may stay: it gives nothing to the next one.
    expect(await claim(FIRST, { takeOver: FIRST })).toBeInstanceOf(ForeignStorageError);
  });

  test('images from before there were ids belong to whoever knows them', async () => {
    const { claim, keep } = await open();
    await keep('a'.repeat(64));
    const refused = await claim(FIRST);
    expect(String(refused)).toContain('TAKE_OVER=unclaimed');
    expect(await claim(SECOND, { known: ['a'.repeat(64)] })).toBe('claimed');
  });
});

test.skipIf(postgres === undefined)(
  'a start with an empty Postgres over a full data folder is refused, and nothing is lost',
  async () => {
    if (postgres === undefined) throw new Error('There is no Postgres.');
    const databases = await postgres.start();
    onTestFinished(databases.stop);
    const dataDir = await dataFolder();
    const start = async () => {
      const relay = await RelayProcess.launch({ DATA_DIR: dataDir });
      onTestFinished(() => relay.dispose());
      return relay;
    };
    const first = await start();
    // Nobody else of this machine has business there.
    expect((await stat(dataDir)).mode & 0o077).toBe(0);
    const task = await submitTo(first.url);
    await first.stop('SIGTERM');
    const refused = await RelayProcess.spawn({ ...(await databases.settings('empty')), DATA_DIR: dataDir });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain(`In the data folder ${path.resolve(dataDir)} are images of another`);
    const again = await start();
    expect((await lookAt(again.url, task.id)).source.id).toBe(task.source.id);
    expect((await fetch(`${again.url}/api/sources/${task.source.id}/image`)).status).toBe(200);
  },
);
