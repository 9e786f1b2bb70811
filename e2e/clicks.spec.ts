import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { ClickCount } from './pages/ClickCount.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { plainPng } from './pages/plainPng.ts';
import { zipEntries } from './zipEntries.ts';

const PHOTO = fileURLToPath(new URL('../public/samples/meadow-small.jpg', import.meta.url)); // 480 × 320

/** Chooses a format as quickly as a hand can: one click, and its name typed. */
async function chooseFormat(page: Page, name: string): Promise<void> {
  await new EditorPage(page).format.click();
  await expect(page.getByRole('combobox', { name: 'Search formats' })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Choose a format' })).toBeHidden();
}

test('a story, a thumbnail and a square as JPEG from one photo take 9 clicks at most', async ({ page }) => {
  const editor = new EditorPage(page);
  const pack = page.getByRole('dialog');
  await editor.open();
  const clicks = await ClickCount.start(page);
  await editor.pick(PHOTO);
  clicks.addFileDialog();
  await editor.stageIsReady();
  await editor.openPack();
  for (const name of ['Instagram portrait', 'LinkedIn post']) {
    await pack.getByRole('button', { name: `Leave out ${name}` }).click();
  }
  await pack.getByRole('button', { name: 'Expand 3 formats' }).click();
  await expect(pack.getByText('All 3 done')).toBeVisible();
  await pack.getByRole('radio', { name: 'JPEG' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    pack.getByRole('button', { name: 'Download 3 as zip' }).click(),
  ]);
  const files = zipEntries(await readFile(await download.path()));
  expect([...files.keys()].toSorted()).toEqual([
    'meadow-small_instagram-square_1080x1080.jpg',
    'meadow-small_instagram-story_1080x1920.jpg',
    'meadow-small_youtube-thumbnail_1280x720.jpg',
  ]);
  for (const [name, bytes] of files) {
    const { format, width, height } = await sharp(bytes).metadata();
    expect({ format, size: `${width}x${height}` }).toEqual({
      format: 'jpeg',
      size: /_(\d+x\d+)\.jpg$/.exec(name)?.[1],
    });
  }
  expect(await clicks.read()).toBeLessThanOrEqual(9);
});

test('the best of four at 1080 × 1350 as JPEG takes 6 clicks at most, and the same of another photo 4', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  const bar = page.getByRole('toolbar', { name: 'Result' });
  await editor.open();
  // Plain ones, which take the engine no time.
  await editor.pick({ name: 'wall.png', mimeType: 'image/png', buffer: await plainPng(400, 320) });
  await editor.stageIsReady();

  const clicks = await ClickCount.start(page);
  await chooseFormat(page, 'Instagram portrait');
  await editor.imageCount.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('4');
  await editor.expandButton.click();
  await gallery.waitForDone();
  await expect(bar).toBeVisible();
  await page.keyboard.press('3');
  await expect(bar.getByText('3 / 4')).toBeVisible();
  await bar.getByRole('button', { name: 'Deliver' }).click();
  const panel = page.getByRole('dialog', { name: 'Deliver' });
  await panel.getByRole('radio', { name: 'JPEG' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('wall_instagram-portrait_1080x1350_3.jpg');
  const { format, width, height } = await sharp(await readFile(await download.path())).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1080, height: 1350 });
  await expect(panel).toBeHidden();
  const first = await clicks.read();
  expect(first).toBeLessThanOrEqual(6);

  await editor.pick({ name: 'floor.png', mimeType: 'image/png', buffer: await plainPng(300, 300) });
  clicks.addFileDialog();
  await expect(bar).toBeHidden();
  await editor.stageIsReady();
  await expect(editor.format).toContainText('Instagram portrait');
  await editor.expandButton.click();
  await gallery.waitForDone(2);
  await expect(gallery.newest('Done')).toContainText('300 × 375');
  expect((await clicks.read()) - first).toBeLessThanOrEqual(4);
});

test.describe('with a provider that needs steps', () => {
  test.use({ provider: 'deerapi', upstreamOptions: { timing: { polls: 1 } } });

  test('9:21 from 3:2 takes 3 clicks at most', async ({ page }) => {
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    await editor.open();
    await editor.pick(PHOTO);
    await editor.stageIsReady();
    const clicks = await ClickCount.start(page);
    await chooseFormat(page, '9:21');
    await page.getByRole('button', { name: /^Go beyond, in \d steps$/ }).click();
    await editor.expandButton.click();
    expect(await clicks.read()).toBeLessThanOrEqual(3);
    await gallery.waitForDone();
    await expect(gallery.newest('Done')).toContainText('480 × 1120');
  });
});
