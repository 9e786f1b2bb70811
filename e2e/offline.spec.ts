import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { plainPng } from './pages/plainPng.ts';

test.use({ serviceWorkers: 'allow' });

test('without the server the editor opens and a submit waits, visibly, until it is back', async ({
  page,
  relay,
  consoleErrors,
}) => {
  consoleErrors.allow(/ERR_CONNECTION_REFUSED/, /Failed to load resource/);
  const editor = new EditorPage(page);
  await editor.open();
  await expect(page.getByRole('button', { name: 'Open an image' })).toBeVisible();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await relay.stop();
  // The list is empty: of what was last known nothing is to be said, and the first screen stays where it was.
  await expect(page.getByText('Server unreachable')).toBeVisible();
  await expect(page.getByText('Showing what was last known.')).toBeHidden();

  await page.reload();
  await editor.pick({ name: 'plain.png', mimeType: 'image/png', buffer: await plainPng(400, 300) });
  await editor.typeSide('left', 100);
  await editor.expandButton.click();
  await expect(page.getByRole('button', { name: 'Waiting for the server…' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Task on the stage' })).toContainText(
    'Waiting for the server…',
  );
  await expect(page.getByText('Server unreachable')).toBeVisible();

  await relay.start();
  await new GalleryPage(page).waitForDone();

  // What is wanted of it while the server is away waits as well.
  const bar = page.getByRole('toolbar', { name: 'Result' });
  await expect(bar).toBeVisible();
  await relay.stop();
  await expect(page.getByText('Server unreachable')).toBeVisible();
  await bar.getByRole('button', { name: 'Deliver' }).click();
  await expect(page.getByText('The size is measured once it is back.')).toBeVisible();
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Download' }).click();
  await expect(page.getByText('The download begins by itself once it is back.')).toBeVisible();
  const [saved] = await Promise.all([page.waitForEvent('download'), relay.start()]);
  expect(saved.suggestedFilename()).toMatch(/\.png$/);
  await expect(page.getByText('The download begins by itself once it is back.')).toBeHidden();
});
