import type { Locator, Page } from '@playwright/test';
import sharp, { type Raw } from 'sharp';
import { sourceSchema } from '../src/domain/contract/source.ts';
import { taskSchema } from '../src/domain/contract/task.ts';
import { expect, test } from './fixtures.ts';
import { GalleryPage } from './pages/GalleryPage.ts';

/** More pixels than a browser is given whole: the viewer shows it in pieces. */
const SIZE = { width: 5000, height: 3300 };
/** More than a screen shows of it at 100%. */
const LOOKED_AT = { width: 1600, height: 1000 };
/** What is added on the right. */
const ADDED = 100;
/** Side of the square of the screen that is compared. */
const PATCH = 120;
/** A grey of all of it is 65 away; what is packed for the web, a few. */
const SHARP = 12;

interface Raster {
  readonly data: Buffer;
  readonly info: Raw;
}

/**
 * Dark and light by chance, pixel by pixel: nothing of it is left in a copy that is a little smaller. Grey around the
 * middle, which alone is looked at: noise is what takes long to pack.
 */
function noise(): Raster {
  const data = Buffer.alloc(SIZE.width * SIZE.height, 125);
  const left = (SIZE.width - LOOKED_AT.width) / 2;
  const top = (SIZE.height - LOOKED_AT.height) / 2;
  let state = 1;
  for (let y = top; y < top + LOOKED_AT.height; y += 1) {
    for (let x = left; x < left + LOOKED_AT.width; x += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      data[y * SIZE.width + x] = state >>> 31 === 0 ? 60 : 190;
    }
  }
  return { data, info: { ...SIZE, channels: 1 } };
}

const source = noise();

/** A finished task of the fake provider with two variants, made without the editor. */
async function finishedTask(page: Page, relayUrl: string): Promise<void> {
  const data = await sharp(source.data, { raw: source.info }).png({ compressionLevel: 2 }).toBuffer();
  const uploaded = await page.request.post(`${relayUrl}/api/sources`, {
    ...{ data, headers: { 'Content-Type': 'image/png' } },
  });
  const { id: sourceId } = sourceSchema.parse(await uploaded.json());
  const submitted = await page.request.post(`${relayUrl}/api/tasks`, {
    data: { sourceId, expansion: { up: 0, right: ADDED / SIZE.width, bottom: 0, left: 0 }, n: 2 },
    headers: { 'Idempotency-Key': sourceId },
  });
  taskSchema.parse(await submitted.json());
}

/** How far the middle of what is shown is from the source's own pixels there, 0 to 255 on average. */
async function softness(page: Page, picture: Locator, middle: { x: number; y: number }): Promise<number> {
  const box = await picture.boundingBox();
  if (box === null) throw new Error('There is no picture.');
  const clip = {
    ...{ x: Math.round(middle.x - PATCH / 2), y: Math.round(middle.y - PATCH / 2) },
    ...{ width: PATCH, height: PATCH },
  };
  const shown = await sharp(await page.screenshot({ clip }))
    .extractChannel('green')
    .raw()
    .toBuffer();
  const left = Math.round(clip.x - box.x);
  const top = Math.round(clip.y - box.y);
  // An edge that lies between two pixels of the screen is drawn at either.
  const places = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => ({ left: left + x, top: top + y })));
  return Math.min(...places.map((place) => difference(shown, place)));
}

/** Between a square of the screen and the source's at a place. */
function difference(shown: Buffer, { left, top }: { left: number; top: number }): number {
  const apart = Array.from(shown, (value, at) => {
    const [x, y] = [left + (at % PATCH), top + Math.floor(at / PATCH)];
    return Math.abs(value - (source.data[y * SIZE.width + x] ?? 0));
  });
  return apart.reduce((sum, one) => sum + one, 0) / apart.length;
}

test.describe('a result that comes in pieces', () => {
  test.use({ provider: 'deerapi', upstreamOptions: { exact: true, timing: { polls: 1 } } });

  test('is sharp at 100%: alone, on both sides of the divider, as it was sent, and among its variants', async ({
    page,
    relay,
  }) => {
    const gallery = new GalleryPage(page);
    await finishedTask(page, relay.url);
    await page.goto('/');
    await gallery.waitForDone();
    await gallery.openViewer(gallery.results(gallery.newest('Done')).first());

    const result = page.getByRole('img', { name: /^Result \d of/ });
    const stageMiddle = { x: 720, y: 420 };
    const isSharp = (picture: Locator, middle: { x: number; y: number }) =>
      expect.poll(() => softness(page, picture, middle)).toBeLessThan(SHARP);
    await page.keyboard.press('z');
    await expect(page.getByRole('button', { description: /^Fit, or one pixel/ })).toHaveText('100%');
    await isSharp(result, stageMiddle);
    await page.keyboard.down('c');
    await isSharp(result, stageMiddle);
    await page.keyboard.up('c');

    // The divider stands in the middle: the source on its left, the result on its right.
    await page.keyboard.press('b');
    for (const before of ['Source', 'As received', 'Result 2']) {
      await page.getByRole('radio', { name: before }).check();
      await isSharp(result, { x: 600, y: 420 });
      await isSharp(result, { x: 840, y: 420 });
    }
    await page.keyboard.press('b');
    await expect(page.getByRole('slider', { name: /^Divider/ })).toBeHidden();

    await page.keyboard.press('n');
    const survey = page.getByRole('group', { name: '2 variants side by side' });
    await expect(survey).toBeFocused();
    await page.keyboard.press('z');
    for (const cell of await survey.locator('[data-cell]').all()) {
      const box = await cell.boundingBox();
      if (box === null) throw new Error('A variant is nowhere.');
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await isSharp(cell.locator('[data-picture]'), middle);
    }
  });
});
