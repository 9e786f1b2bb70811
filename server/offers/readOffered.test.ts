import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { plainBmp } from '../testing/plainBmp.ts';
import { readOffered } from './readOffered.ts';

const id = 'a'.repeat(64);
/** What is larger than a source is not read as one first. */
const fileBytes = 60_000_000;

test('a format that is decoded as a whole waits for its turn, and is left where nobody waits for it', async () => {
  const file = path.join(await temporaryFolder(), 'picture.bmp');
  await writeFile(file, plainBmp({ width: 900, height: 300 }, { bits: 24 }));
  const signal = AbortSignal.abort(new Error('gone'));
  await expect(readOffered(file, { id, fileBytes, signal })).rejects.toThrow('gone');
});
