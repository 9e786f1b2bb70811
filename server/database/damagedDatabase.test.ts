import { readdir, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from '../testing/dataFolder.ts';
import { DamagedDatabaseError, openDatabase } from './openDatabase.ts';

async function cutControl(folder: string) {
  await truncate(path.join(folder, 'global', 'pg_control'), 100);
}

async function zeroLog(folder: string) {
  const log = path.join(folder, 'pg_wal');
  for (const entry of await readdir(log, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(log, entry.name);
    await writeFile(file, Buffer.alloc((await stat(file)).size));
  }
}

test.each([
  ['a control file that was cut', cutControl],
  ['a log of zeros', zeroLog],
])('%s is told in a sentence that names the folder and the way back', async (_what, damage) => {
  const dataDir = await dataFolder();
  const folder = path.join(dataDir, 'database');
  await damage(folder);
  const opened = await openDatabase({ dataDir, url: null, onError: () => undefined }).catch(
    (error: unknown) => error,
  );
  expect(opened).toBeInstanceOf(DamagedDatabaseError);
  expect(String(opened)).toContain(folder);
  expect(String(opened)).toMatch(/Restore a backup/);
});
