import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { submitPhoto } from './submitPhoto.ts';

/** Colours of the stage beside the divider: how much they vary tells a picture from an empty side. */
async function spreadAt(page: Page, share: number): Promise<number> {
  const box = await page.getByRole('img', { name: /^Result \d of/ }).boundingBox();
  if (box === null) throw new Error('The viewer shows no result.');
  const clip = { x: box.x + box.width * share - 30, y: box.y + box.height * 0.3, width: 60, height: 60 };
  const { channels } = await sharp(await page.screenshot({ clip })).stats();
  return Math.max(...channels.map(({ stdev }) => stdev));
}

test('before and after lie side by side, the divider moves by keys and by pointer, and variants are a digit away', async ({
  page,
  relay,
}) => {
  const gallery = new GalleryPage(page);
  await submitPhoto(page.request, relay.url, 2);
  await page.goto('/');
  await gallery.waitForDone();
  await gallery.openViewer(gallery.results(gallery.newest('Done')).first());

  await page.keyboard.press('b');
  const divider = page.getByRole('slider', { name: 'Divider between before and after' });
  await expect(divider).toHaveAttribute('aria-valuenow', '50');

  // At the right end all of the result is covered by the source, beside which there is nothing.
  await divider.focus();
  await page.keyboard.press('End');
  await expect(divider).toHaveAttribute('aria-valuenow', '100');
  await expect.poll(() => spreadAt(page, 0.85)).toBeLessThan(1);
  await expect.poll(() => spreadAt(page, 0.3)).toBeGreaterThan(3);

  // At the left end the result is whole again.
  await page.keyboard.press('Home');
  await expect.poll(() => spreadAt(page, 0.85)).toBeGreaterThan(3);

  // A drag of the divider moves it and leaves the picture where it is.
  const before = await page.getByRole('img', { name: /^Result 1 of/ }).boundingBox();
  const grip = await divider.locator('..').boundingBox();
  if (grip === null) throw new Error('The divider is nowhere.');
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 3);
  await page.mouse.down();
  await page.mouse.move(720, grip.y + grip.height / 3, { steps: 4 });
  await page.mouse.up();
  await expect(divider).toHaveAttribute('aria-valuenow', '50');
  expect(await page.getByRole('img', { name: /^Result 1 of/ }).boundingBox()).toEqual(before);

  // The other variant can lie before this one; a digit opens it.
  await page.getByRole('radio', { name: 'Result 2' }).check();
  await page.keyboard.press('2');
  await expect(page.getByRole('img', { name: 'Result 2 of 2' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Result 1' })).toBeVisible();
  // One key goes back and forth between the two.
  for (const number of [1, 2]) {
    await page.keyboard.press('f');
    await expect(page.getByRole('img', { name: `Result ${number} of 2` })).toBeVisible();
  }

  await page.keyboard.press('b');
  await expect(divider).toBeHidden();
});
