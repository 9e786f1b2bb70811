import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { plainPng } from './pages/plainPng.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

async function openPng(page: Page, buffer: Buffer): Promise<EditorPage> {
  const editor = new EditorPage(page);
  await editor.pick({ name: 'odd.png', mimeType: 'image/png', buffer });
  await editor.stageIsReady();
  return editor;
}

/** Share of the pixels in the middle of the source's canvas that are nearly black or nearly white. */
function contrastInTheMiddle(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('main canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('There is no canvas.');
    const side = 64;
    const { data } = context.getImageData((canvas.width - side) / 2, (canvas.height - side) / 2, side, side);
    const isPure = (value: number | undefined) => value !== undefined && (value < 24 || value > 231);
    return data.filter((value, i) => i % 4 === 0 && isPure(value)).length / (side * side);
  });
}

/** An image of columns, black and white in turn. */
async function stripedPng(width: number, height: number, columnWidth: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = Math.floor((i % width) / columnWidth) % 2 ? 0 : 255;
  return await sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

/** Brightness of the source's canvas, so many screen pixels from its middle. */
function brightnessAt(page: Page, from: { x: number; y: number }): Promise<number | undefined> {
  return page.evaluate(({ x, y }) => {
    const canvas = document.querySelector<HTMLCanvasElement>('main canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('There is no canvas.');
    return context.getImageData(canvas.width / 2 + x, canvas.height / 2 + y, 1, 1).data[1];
  }, from);
}

test('60 megapixels open, and what the page itself handles is a small copy of them', async ({ page }) => {
  // Only the page's own calls are seen by this: a worker has functions of its own.
  await page.addInitScript(() => {
    window.createImageBitmap = new Proxy(window.createImageBitmap, {
      apply: (make, self, made) => {
        const image: unknown = made[0];
        const isSmall = image instanceof ImageBitmap && image.width * image.height < 16_000_000;
        if (!isSmall) throw new Error('The page itself decodes a file or scales a large image.');
        return Reflect.apply(make, self, made);
      },
    });
  });
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await new EditorPage(page).open();
  const editor = await openPng(page, await plainPng(9400, 6300));
  expect(workers.filter((url) => url.includes('decodeWorker'))).toHaveLength(1);
  await expect(page.locator('img[src^="blob:"]')).toHaveCount(0);
  await editor.handle('right').press('End');
  expect(await editor.pads('right')).toBe(18_800);
});

const story = storiesOnOnePage('odd images');

story(
  'a large image is drawn from a copy, and sharply once the view rests on a part of it',
  async ({ page }) => {
    // Columns of black and white, a pixel each: a smaller copy makes them grey.
    const editor = await openPng(page, await stripedPng(4400, 2200, 1));
    expect(await contrastInTheMiddle(page)).toBeLessThan(0.2);
    await page.keyboard.press('1');
    await expect(editor.zoom).toHaveText('100%');
    await expect.poll(() => contrastInTheMiddle(page)).toBeGreaterThan(0.9);
    // The drag is still by the pixels of the whole image.
    await editor.typeSide('right', 4400);
    expect(await editor.pads('right')).toBe(4400);
  },
);

story(
  'an image that its file says to turn is upright, and its sides are those that the eye sees',
  async ({ page }) => {
    // Columns 300 wide: the left half of what is stored, which the eye sees on top, is white.
    const turned = await sharp(await stripedPng(600, 400, 300))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const editor = new EditorPage(page);
    await editor.pick({ name: 'turned.jpg', mimeType: 'image/jpeg', buffer: turned });
    await editor.stageIsReady();
    await expect.poll(() => brightnessAt(page, { x: 0, y: -60 })).toBeGreaterThan(231);
    expect(await brightnessAt(page, { x: -60, y: -60 })).toBeGreaterThan(231);
    expect(await brightnessAt(page, { x: 60, y: 60 })).toBeLessThan(24);
    expect(await brightnessAt(page, { x: -60, y: 60 })).toBeLessThan(24);
    await editor.handle('right').press('End');
    expect(await editor.pads('right')).toBe(800);
    await expect(editor.handle('right')).toHaveAttribute('aria-valuetext', /2\.00 of the width/);
  },
);

story(
  'a PNG without its last mark, which the browser alone does not decode, is on the stage',
  async ({ page }) => {
    const whole = await stripedPng(600, 400, 300);
    await openPng(page, whole.subarray(0, -12));
    await expect.poll(() => brightnessAt(page, { x: -60, y: 0 })).toBeGreaterThan(231);
    expect(await brightnessAt(page, { x: 60, y: 0 })).toBeLessThan(24);
  },
);

story('a GIF that fills a part of its canvas is shown as results will have it', async ({ page }) => {
  const gif = await sharp(await stripedPng(400, 400, 400))
    .gif()
    .toBuffer();
  // Browsers leave the rest transparent; of one in which no colour is, the relay reads it as black.
  gif.writeUInt16LE(1000, 6);
  const control = gif.indexOf(Buffer.from([0x21, 0xf9, 4]));
  gif.writeUInt8((gif[control + 3] ?? 0) & ~1, control + 3);
  const editor = new EditorPage(page);
  await editor.pick({ name: 'part.gif', mimeType: 'image/gif', buffer: gif });
  await editor.stageIsReady();
  await expect.poll(() => brightnessAt(page, { x: -60, y: 0 })).toBeGreaterThan(231);
  await expect.poll(() => brightnessAt(page, { x: 60, y: 0 })).toBeLessThan(24);
});

story('300 pixels are shown large, and each of them as a square once it is zoomed into', async ({ page }) => {
  const editor = await openPng(page, await stripedPng(300, 300, 1));
  const [left, right] = [await editor.handlePoint('left'), await editor.handlePoint('right')];
  // Larger than they are, with room for half of it more on every side.
  expect(right.x - left.x).toBeGreaterThan(350);
  await page.keyboard.press('1');
  await expect(editor.zoom).toHaveText('100%');
  expect(await contrastInTheMiddle(page)).toBeGreaterThan(0.99);
  for (let step = 0; step < 7; step += 1) await page.keyboard.press('+');
  await expect(editor.zoom).toHaveText(/^[3-5]\d\d%$/);
  // Smoothed, most of what lies between two middles of columns would be grey.
  await expect.poll(() => contrastInTheMiddle(page)).toBeGreaterThan(0.97);
});

for (const [width, height] of [
  [2500, 1000],
  [1000, 2500],
] as const) {
  story(`${width} × ${height} is whole, with every handle in reach`, async ({ page }) => {
    const editor = await openPng(page, await plainPng(width, height));
    await editor.handle(width > height ? 'bottom' : 'right').press('End');
    const stage = await page.getByRole('main').boundingBox();
    if (!stage) throw new Error('There is no stage.');
    for (const side of ['up', 'right', 'bottom', 'left'] as const) {
      const { x, y } = await editor.handlePoint(side);
      expect(x).toBeGreaterThan(stage.x + 20);
      expect(x).toBeLessThan(stage.x + stage.width - 20);
      expect(y).toBeGreaterThan(stage.y + 20);
      expect(y).toBeLessThan(stage.y + stage.height - 20);
    }
  });
}
