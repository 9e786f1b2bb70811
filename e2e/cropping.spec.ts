import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { taskPageSchema } from '../src/domain/contract/task.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';

const PHOTO = fileURLToPath(new URL('../public/samples/meadow-small.jpg', import.meta.url));

test('a side goes inwards where that is allowed; what is kept is expanded and lies in the result untouched; edited again, the cut is back', async ({
  page,
  relay,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSmall(); // 480 × 320
  await editor.drag('left', { x: 80, y: 0 });
  expect(await editor.pads('left')).toBe(0);

  await editor.showSides();
  await page.getByLabel('Allow cropping').check();
  await editor.startDrag('left', { x: 80, y: 0 });
  await expect(page.getByText(/^−\d+ px {2}· {2}−0\.\d\d×/)).toBeVisible();
  await page.mouse.up();
  await expect.poll(() => editor.pads('left')).toBeLessThan(-10);
  await expect(page.getByText('Drag a side outwards first.')).toBeVisible();
  await editor.typeSide('left', '-100');
  await editor.typeSide('left', '-60');
  await editor.handle('left').press('Shift+ArrowRight');
  await expect(editor.field('left')).toHaveValue('-70');
  await editor.typeSide('bottom', 64);
  await expect(editor.frameSize).toHaveText('410 × 384');
  await editor.undo.click();
  await expect(editor.frameSize).toHaveText('410 × 320');
  await editor.redo.click();

  await editor.expandButton.click();
  await gallery.waitForDone();
  await expect(gallery.newest('Done')).toContainText('410 × 384');
  const { tasks } = taskPageSchema.parse(await (await fetch(`${relay.url}/api/tasks`)).json());
  expect(tasks[0]?.crop).toEqual({ left: 70, top: 0, width: 410, height: 320 });
  const image = await fetch(`${relay.url}/api/results/${tasks[0]?.results[0]?.id}/image`);
  const kept = { left: 70, top: 0, width: 410, height: 320 };
  const own = await sharp(await readFile(PHOTO))
    .extract(kept)
    .raw()
    .toBuffer();
  const there = await sharp(Buffer.from(await image.arrayBuffer()))
    .extract({ ...kept, left: 0 })
    .raw()
    .toBuffer();
  expect(there.equals(own)).toBe(true);

  await page.keyboard.press('Escape');
  await editor.reset.click();
  await expect(editor.frameSize).toHaveText('480 × 320');
  await gallery.newest('Done').getByRole('button', { name: 'Edit again' }).click();
  await expect(editor.frameSize).toHaveText('410 × 384');
  await expect.poll(() => editor.pads('left')).toBe(-70);
  await page.getByLabel('Allow cropping').uncheck();
  await expect.poll(() => editor.pads('left')).toBe(0);
});

test('a format beyond three times the area is reached with one click by cutting', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Dandelions'); // 1600 × 900
  await editor.chooseFormat('9:21');
  await page.getByRole('button', { name: 'Crop 28% instead' }).click();
  await expect(editor.frameSize).toHaveText('1157 × 2700');
  await expect(page.getByText('Cuts 28% of the image.')).toBeVisible();
  await editor.format.click();
  await expect(page.getByRole('option', { name: '9:21 cuts 28%' }).first()).toBeVisible();
});
