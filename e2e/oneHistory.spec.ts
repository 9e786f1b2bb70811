import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { plainPng } from './pages/plainPng.ts';

test.use({ readsPrompt: true });

test('undo takes back what was done last, whichever part of the app did it', async ({ page }) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.pick({ name: 'plain.png', mimeType: 'image/png', buffer: await plainPng(400, 300) });
  await editor.typeSide('left', 100);
  await editor.prompt.fill('sand');
  await editor.expandButton.click();
  await gallery.waitForDone();
  await page.keyboard.press('Escape');

  await gallery.newest('Done').getByRole('button', { name: 'Delete' }).click();
  await expect(gallery.tasks).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(gallery.tasks).toHaveCount(1);
  await expect(editor.frameSize).toHaveText('500 × 300');

  // Settings that are taken over go and come as one, the typed prompt among them.
  await editor.typeSide('left', 60);
  await editor.prompt.fill('typed over');
  await gallery.newest('Done').getByRole('button', { name: 'Edit again' }).click();
  await expect(editor.prompt).toHaveValue('sand');
  await expect(editor.frameSize).toHaveText('500 × 300');
  await page.keyboard.press('Control+z');
  await expect(editor.prompt).toHaveValue('typed over');
  await expect(editor.frameSize).toHaveText('460 × 300');

  // Another image: the prompt belonged to the one before, and comes back with it.
  await editor.pick({ name: 'other.png', mimeType: 'image/png', buffer: await plainPng(600, 600) });
  await expect(editor.frameSize).toHaveText('600 × 600');
  await expect(editor.prompt).toHaveValue('');
  await editor.handle('left').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('plain.png')).toBeVisible();
  await expect(editor.prompt).toHaveValue('typed over');
  await expect(editor.frameSize).toHaveText('460 × 300');
  await page.keyboard.press('Control+y');
  await expect(page.getByText('other.png')).toBeVisible();
  await page.getByRole('button', { name: 'Close the image' }).click();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('other.png')).toBeVisible();

  // Over a closed one: the new image's own steps come first, then that it was opened, then the closing.
  await editor.typeSide('left', 60);
  await editor.typeSide('right', 60);
  await page.getByRole('button', { name: 'Close the image' }).click();
  await editor.pick({ name: 'third.png', mimeType: 'image/png', buffer: await plainPng(500, 400) });
  await editor.typeSide('left', 50);
  await editor.typeSide('right', 50);
  await editor.handle('left').focus();
  await page.keyboard.press('Control+z');
  await expect(editor.frameSize).toHaveText('550 × 400');
  await expect(page.getByText('third.png')).toBeVisible();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('other.png')).toBeVisible();
  await expect(editor.frameSize).toHaveText('720 × 600');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Control+y');
  await expect(page.getByText('third.png')).toBeVisible();
  await expect(editor.frameSize).toHaveText('500 × 400');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Control+y');
  await expect(editor.frameSize).toHaveText('600 × 400');
});
