import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { receiveSource } from '../sources/receiveSource.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import { sharp } from './sharpSetup.ts';

async function receive(bytes: Buffer) {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  return receiveSource(store, { body: Readable.from([bytes]), contentLength: null });
}

test('an AVIF whose colours were multiplied with its transparency is refused in its own words; others open', async () => {
  const create = { width: 320, height: 320, channels: 4, background: '#e6642880' } as const;
  const plain = await sharp({ create }).avif({ effort: 0 }).toBuffer();
  expect(await receive(plain)).toMatchObject({ format: 'avif', hasAlpha: true });
  // What the encoder of libavif adds with `-p`; here it takes the place of the reference between the two planes.
  const multiplied = Buffer.from(plain.toString('latin1').replace('auxl', 'prem'), 'latin1');
  await expect(receive(multiplied)).rejects.toMatchObject({
    code: 'image-unreadable',
    detail: expect.stringMatching(/multiplied with its transparency/),
  });
  // A file that ends within its boxes says nothing of it.
  await expect(receive(plain.subarray(0, 60))).rejects.toMatchObject({ code: 'image-damaged' });
});
