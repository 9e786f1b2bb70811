import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { plainPng } from './pages/plainPng.ts';

test.use({ provider: 'deerapi', relaySettings: { PRICE_PER_IMAGE: '$0.03' } });

test('a video frame becomes a story in two steps, whose price is told before they are paid for', async ({
  page,
  upstream,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.pick({ name: 'frame.png', mimeType: 'image/png', buffer: await plainPng(544, 306) });
  await editor.format.click();
  await expect(page.getByRole('option', { name: '9:16 in 2 steps' }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await editor.chooseFormat('9:16');
  await expect(editor.frameSize).toHaveText('544 × 918');
  await expect(page.getByText('$0.03 · Kling (DeerAPI)')).toBeVisible();
  await page.getByRole('button', { name: 'Go beyond, in 2 steps' }).click();
  await expect(editor.frameSize).toHaveText('544 × 967');
  await expect(page.getByText('2 steps · $0.06 · Kling (DeerAPI)')).toBeVisible();
  await editor.imageCount.fill('3');
  await editor.imageCount.blur();
  await expect(page.getByText('2 steps, 3 images in the last · $0.12')).toBeVisible();

  await editor.expandButton.click();
  await gallery.waitForDone();
  await expect(gallery.results(gallery.newest('Done'))).toHaveCount(3);
  await expect(gallery.newest('Done')).toContainText('544 × 967');
  const { creates, refused } = await upstream.state();
  expect(refused).toEqual([]);
  expect(creates.map(({ accepted }) => accepted?.n ?? 1)).toEqual([1, 3]);

  // Held to one request again, the frame is the nearest once more.
  await editor.showSides();
  await page.getByLabel('Go beyond 3×').uncheck();
  await expect(editor.frameSize).toHaveText('544 × 918');
});
