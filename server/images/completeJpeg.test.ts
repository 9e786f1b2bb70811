import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testJpeg } from '../../testing/testImages.ts';
import { completeJpeg } from './completeJpeg.ts';
import { sharp } from './sharpSetup.ts';

async function written(bytes: Buffer): Promise<string> {
  const file = path.join(await temporaryFolder(), 'image');
  await writeFile(file, bytes);
  return file;
}

const isWhole = (file: string) =>
  sharp(file, { failOn: 'warning' })
    .stats()
    .then(
      () => true,
      () => false,
    );

test('a JPEG without its end marker gets it back: every pixel is there', async () => {
  const jpeg = await testJpeg();
  const file = await written(jpeg.subarray(0, -2));
  expect(await completeJpeg(file)).toBe(true);
  expect((await readFile(file)).equals(jpeg)).toBe(true);
  expect(await isWhole(file)).toBe(true);
});

test('one that breaks off in the middle of its pixels is still damaged', async () => {
  const jpeg = await testJpeg();
  const file = await written(jpeg.subarray(0, jpeg.length / 2));
  expect(await completeJpeg(file)).toBe(true);
  expect(await isWhole(file)).toBe(false);
});

test('whole ones and other files are left alone', async () => {
  const jpeg = await testJpeg();
  for (const bytes of [jpeg, Buffer.from('<html>'), Buffer.alloc(0)]) {
    const file = await written(bytes);
    expect(await completeJpeg(file)).toBe(false);
    expect((await readFile(file)).equals(bytes)).toBe(true);
  }
});
