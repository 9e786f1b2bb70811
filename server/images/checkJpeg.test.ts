import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { checkJpeg } from './checkJpeg.ts';

const START = [0xff, 0xd8];
const SCAN = [0xff, 0xda, 0, 2];

async function check(...parts: readonly (readonly number[] | Uint8Array)[]): Promise<void> {
  const file = path.join(await temporaryFolder(), 'image');
  await writeFile(file, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return checkJpeg(file);
}

const scans = (count: number) => Array.from({ length: count }, () => SCAN).flat();

test('scans are counted outside of segments, up to the end of the image', async () => {
  const tooMany = scans(65);
  await check(START, scans(64));
  await expect(check(START, tooMany)).rejects.toMatchObject({ code: 'image-too-heavy' });
  await expect(check(START, [0xff, 0xff, 0xff], tooMany)).rejects.toMatchObject({ code: 'image-too-heavy' });
  // As text in a segment, behind the end, and in a file that is no JPEG.
  await check(START, [0xff, 0xe1, (tooMany.length + 2) >> 8, (tooMany.length + 2) & 255], tooMany, scans(1));
  await check(START, [0xff, 0xd9], tooMany);
  await check([0xff, 0xd7], tooMany);
});

test('where chunks of the file meet, nothing is counted twice or left out', async () => {
  const before = 256 * 1024;
  for (let fill = before - 8; fill < before + 2; fill += 1) {
    await check(START, Buffer.alloc(fill), scans(64));
    await expect(check(START, Buffer.alloc(fill), scans(65))).rejects.toThrow();
  }
});

test.each([
  ['of one marker’s first byte', [0xff, 0xff]],
  ['of packed bytes', [0xff, 0]],
  ['of empty segments', [0xff, 0xe0, 0, 2]],
])('49 MB %s hold up nothing else', async (_what, pattern) => {
  const bytes = Buffer.alloc(49_000_000, Buffer.from(pattern));
  let longestMs = 0;
  let isDone = false;
  let last = process.cpuUsage();
  const look = () => {
    // Processor time, and not the clock's: others may be at work on this machine.
    const { user } = process.cpuUsage(last);
    last = process.cpuUsage();
    longestMs = Math.max(longestMs, user / 1000);
    if (!isDone) setImmediate(look);
  };
  const file = path.join(await temporaryFolder(), 'image');
  await writeFile(file, Buffer.concat([Buffer.from(START), bytes]));
  look();
  longestMs = 0;
  await checkJpeg(file);
  isDone = true;
  look();
  expect(longestMs).toBeLessThan(150);
});
