import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RelayProcess } from '../../testing/processes/RelayProcess.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { createEmbeddedDatabase } from './createEmbeddedDatabase.ts';

/** Made in the same process it was 640 to 900 MB; a relay that opened one has about 290. */
const MAX_RESIDENT_MB = 450;

test('a relay that has just made its database holds no more memory than one that opened it', async () => {
  const relay = await RelayProcess.launch({});
  onTestFinished(async () => void (await relay.dispose()));
  const residentMb = async () => {
    const text = await (await fetch(`${relay.url}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 1e6;
  };
  await waitUntil('its memory to settle', async () => (await residentMb()) < MAX_RESIDENT_MB);
  expect(await residentMb()).toBeLessThan(MAX_RESIDENT_MB);
});

test('the library is found wherever it lies, also where its path would mean something else as an address', async () => {
  // As a drive's letter does on Windows.
  const folder = path.join(await temporaryFolder(), 'a#b 100%25');
  await mkdir(folder);
  const library = path.join(folder, 'library.mjs');
  await writeFile(
    library,
    `import { writeFile } from 'node:fs/promises';
    export const PGlite = { create: async (file) => ({ close: () => writeFile(file, 'made') }) };`,
  );
  const made = path.join(folder, 'made');
  await createEmbeddedDatabase(made, library);
  expect(await readFile(made, 'utf8')).toBe('made');
});
