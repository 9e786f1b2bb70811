import { expect, onTestFinished, test } from 'vitest';
import type { Source } from '../../src/domain/contract/source.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { anyDatabaseKind } from '../testing/testDatabases.ts';
import { createSourceStore } from './sourceStore.ts';

test('a source that is opened again is known by what is found in its file today', async () => {
  const databases = await anyDatabaseKind().start();
  onTestFinished(databases.stop);
  const database = await databases.open(await temporaryFolder(), 'sources');
  onTestFinished(database.close);
  const sources = createSourceStore(database.db);
  const before: Source = {
    ...{ id: 'a'.repeat(64), width: 400, height: 300, format: 'png', fileBytes: 1000 },
    ...{ orientation: 1, hasAlpha: false, copyReasons: [] },
  };
  expect(await sources.keep(before, new Date(0))).toBe(true);
  const now: Source = { ...before, copyReasons: ['colour'] };
  expect(await sources.keep(now, new Date(1000))).toBe(false);
  expect(await sources.find(before.id)).toEqual(now);
});
