import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { ClickCount } from './pages/ClickCount.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
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
  await page.getByRole('button', { name: 'Several formats in one go' }).click();
  for (const name of ['Instagram portrait', 'LinkedIn post']) {
    await pack.getByRole('button', { name: `Leave out ${name}` }).click();
  }
  await pack.getByRole('button', { name: 'Expand 3 formats' }).click();
  await expect(pack.getByText('All 3 done')).toBeVisible({ timeout: 120_000 });
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
