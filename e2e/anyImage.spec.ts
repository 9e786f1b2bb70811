import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { taskSchema } from '../src/domain/contract/task.ts';
import { expect } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

const story = storiesOnOnePage('any image');

const SIZE = { width: 480, height: 320 };
/** One colour a quarter: whichever way it is turned, it can be seen. */
const QUARTERS = [
  [200, 70, 60],
  [70, 180, 90],
  [60, 80, 190],
  [210, 190, 70],
] as const;
/** A lossy file is this near in the middle of a plain quarter. */
const NEAR = 4;

function quarters(): Sharp {
  const data = Buffer.alloc(SIZE.width * SIZE.height * 3);
  for (let y = 0; y < SIZE.height; y += 1) {
    for (let x = 0; x < SIZE.width; x += 1) {
      const quarter = (x < SIZE.width / 2 ? 0 : 1) + (y < SIZE.height / 2 ? 0 : 2);
      data.set(QUARTERS[quarter] ?? QUARTERS[0], (y * SIZE.width + x) * 3);
    }
  }
  return sharp(data, { raw: { ...SIZE, channels: 3 } });
}

const turned = () => quarters().withMetadata({ orientation: 6 });
const KINDS: readonly (readonly [name: string, make: () => Promise<Buffer>])[] = [
  ['plain.jpg', () => quarters().jpeg({ quality: 95 }).toBuffer()],
  ['turned.jpg', () => turned().jpeg({ quality: 95 }).toBuffer()],
  ['turned.webp', () => turned().webp({ lossless: true }).toBuffer()],
  ['turned.png', () => turned().png().toBuffer()],
  ['p3.png', () => quarters().withIccProfile('p3').png().toBuffer()],
  ['sixteen-bit.png', () => quarters().toColourspace('rgb16').png().toBuffer()],
  ['still.gif', () => quarters().gif().toBuffer()],
  ['fine.avif', () => quarters().avif({ quality: 90, effort: 0 }).toBuffer()],
  ['press.jpg', () => quarters().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
  ['print.tif', () => quarters().tiff({ compression: 'lzw' }).toBuffer()],
  ['upside-down.webp', () => quarters().withMetadata({ orientation: 3 }).webp({ lossless: true }).toBuffer()],
  ['no-end.jpg', async () => (await quarters().jpeg({ progressive: true }).toBuffer()).subarray(0, -2)],
];

/** Light beyond white, which browsers show each in its own way. */
async function bright(): Promise<Buffer> {
  const cicp = Buffer.from([0, 0, 0, 4, 0x63, 0x49, 0x43, 0x50, 9, 16, 0, 1, 0, 0, 0, 0]);
  cicp.writeUInt32BE(crc32(cicp.subarray(4, 12)), 12);
  const png = await quarters().linear(0.5).png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), cicp, png.subarray(33)]);
}

/** The stage's colours in the middle of each quarter of what is open, which lies in the stage's middle. */
function stageQuarters(page: Page): Promise<number[][]> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('main canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('There is no canvas.');
    const away = 40;
    return [0, 1, 2, 3].map((quarter) => {
      const x = canvas.width / 2 + (quarter % 2 === 0 ? -away : away);
      const y = canvas.height / 2 + (quarter < 2 ? -away : away);
      return Array.from(context.getImageData(x, y, 1, 1).data.subarray(0, 3));
    });
  });
}

/** A file's colours, as a screen shows them, in the middle of each quarter of the source at its top left. */
async function quartersOf(file: Buffer, source: { width: number; height: number }) {
  const image = sharp(file, { failOn: 'none' }).autoOrient().toColourspace('srgb').removeAlpha();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return [0, 1, 2, 3].map((quarter) => {
    const x = Math.floor(source.width * (quarter % 2 === 0 ? 0.25 : 0.75));
    const y = Math.floor(source.height * (quarter < 2 ? 0.25 : 0.75));
    return Array.from(data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3));
  });
}

/** Submits what is open without the editor, and answers with the id of its task. */
async function submit(page: Page, bytes: Buffer): Promise<string> {
  const sourceId = createHash('sha256').update(bytes).digest('hex');
  const answer = await page.request.post('/api/tasks', {
    data: { sourceId, expansion: { up: 0, right: 0.1, bottom: 0, left: 0 } },
    headers: { 'Idempotency-Key': sourceId },
  });
  return taskSchema.parse(await answer.json()).id;
}

function largestDifference(a: readonly number[][], b: readonly (readonly number[])[]): number {
  return Math.max(
    ...a.flatMap((colour, i) => colour.map((value, channel) => Math.abs(value - (b[i]?.[channel] ?? -999)))),
  );
}

story('whatever kind of file is opened, the stage shows what the result will hold', async ({ page }) => {
  const editor = new EditorPage(page);
  const seen: { name: string; colours: number[][]; taskId: string }[] = [];
  for (const [name, make] of KINDS) {
    const bytes = await make();
    await editor.pick({ name, mimeType: '', buffer: bytes });
    const isTurned = name.startsWith('turned');
    const [width, height] = isTurned ? [SIZE.height, SIZE.width] : [SIZE.width, SIZE.height];
    // The relay's reading wins where the browser shows a turned file as it lies.
    await expect(editor.frameSize).toHaveText(`${width} × ${height}`);
    await expect(page.getByText(name)).toBeVisible();
    await expect(page.getByText('On the server')).toBeAttached();
    const expected = await quartersOf(bytes, { width, height });
    await expect.poll(async () => largestDifference(await stageQuarters(page), expected)).toBeLessThan(NEAR);
    const colours = await stageQuarters(page);
    seen.push({ name, colours, taskId: await submit(page, bytes) });
  }
  await new GalleryPage(page).waitForDone(KINDS.length);
  for (const { name, colours, taskId } of seen) {
    const answer = await page.request.get(`/api/tasks/${taskId}`);
    const { source, results } = taskSchema.parse(await answer.json());
    const image = await page.request.get(`/api/results/${results[0]?.id}/image?format=png`);
    const made = await quartersOf(await image.body(), source);
    expect(largestDifference(colours, made), name).toBeLessThanOrEqual(NEAR);
  }
});

story('a photo of an iPhone is opened by the server, and kept as it came', async ({ page }) => {
  const editor = new EditorPage(page);
  const bytes = await readFile(new URL('../testing/foreign/quarters.heic', import.meta.url));
  await editor.pick({ name: 'photo.heic', mimeType: 'image/heic', buffer: bytes });
  await expect(editor.frameSize).toHaveText('480 × 320');
  await expect.poll(async () => largestDifference(await stageQuarters(page), QUARTERS)).toBeLessThan(NEAR);
  const id = createHash('sha256').update(bytes).digest('hex');
  const kept = await page.request.get(`/api/sources/${id}/image`);
  expect(kept.headers()['content-type']).toBe('image/heic');
  expect((await kept.body()).equals(bytes)).toBe(true);
});

story('light beyond white is shown on the stage as the server reads it, and said', async ({ page }) => {
  const editor = new EditorPage(page);
  const bytes = await bright();
  await editor.pick({ name: 'bright.png', mimeType: 'image/png', buffer: bytes });
  await expect(page.getByText('HDR, shown without its highlights')).toBeVisible();
  const id = createHash('sha256').update(bytes).digest('hex');
  const read = await page.request.get(`/api/sources/${id}/image?format=png`);
  const expected = await quartersOf(await read.body(), SIZE);
  await expect.poll(async () => largestDifference(await stageQuarters(page), expected)).toBeLessThan(NEAR);
});
