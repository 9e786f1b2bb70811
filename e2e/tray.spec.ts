import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { axeFindings } from './axeFindings.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { TrayPage } from './pages/TrayPage.ts';

/** A PNG of so many pixels whose colour, and so its bytes, are its own. */
async function png(name: string, [width, height]: readonly [number, number], hue: number) {
  const background = { r: hue, g: 120, b: 160 };
  const buffer = await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
  return { name, mimeType: 'image/png', buffer };
}

test('several images open at once: each is walked to with its own work and undo, and a reload loses none of it', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const tray = new TrayPage(page);
  await editor.open();
  await editor.pick(await png('alone.png', [500, 400], 10));
  await editor.stageIsReady();
  await expect(tray.strip).toBeHidden();
  await editor.typeSide('left', 50);

  // Held on the way until after the reload: what comes back comes from the browser alone.
  await page.route('**/api/sources', () => undefined);
  await tray.drop([await png('one.png', [400, 300], 20), await png('two.png', [600, 600], 30)]);
  await expect(tray.images).toHaveCount(3);
  // What was open stays open, first in the tray.
  await expect(tray.image('alone.png')).toHaveAttribute('aria-current', 'true');
  await expect(editor.frameSize).toHaveText('550 × 400');

  await page.keyboard.press('Alt+ArrowRight');
  await expect(tray.image('one.png')).toHaveAttribute('aria-current', 'true');
  await expect(editor.frameSize).toHaveText('400 × 300');
  await editor.typeSide('right', 100);
  await editor.typeSide('up', 30);
  await tray.image('two.png').click();
  await expect(editor.frameSize).toHaveText('600 × 600');
  await expect(editor.undo).toBeDisabled();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(editor.frameSize).toHaveText('500 × 330');
  await editor.undo.click();
  await expect(editor.frameSize).toHaveText('500 × 300');
  await expect(tray.status).toHaveText('2 of 32 still to be sent');
  expect(await axeFindings(page)).toEqual([]);

  await page.unroute('**/api/sources');
  await page.reload();
  await expect(editor.frameSize).toHaveText('500 × 300');
  await expect(tray.images).toHaveCount(3);
  // Their small pictures were kept: none is drawn once more.
  await expect(tray.images.locator('img')).toHaveCount(3);
  expect(page.workers().filter((worker) => worker.url().includes('thumbnailWorker'))).toEqual([]);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(editor.frameSize).toHaveText('550 × 400');
  await editor.undo.click();
  await expect(editor.frameSize).toHaveText('500 × 400');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(editor.frameSize).toHaveText('500 × 300');
  await editor.redo.click();
  await expect(editor.frameSize).toHaveText('500 × 330');
  await expect(tray.status).toHaveText('2 of 3');
  await expect(tray.image('two.png')).toHaveAccessibleName('two.png');

  // By keys in the strip: the one that is taken out makes room for the next, and undo brings it back with its work.
  await tray.image('one.png').focus();
  await page.keyboard.press('Delete');
  await expect(tray.images).toHaveCount(2);
  await expect(editor.frameSize).toHaveText('600 × 600');
  await page.keyboard.press('Control+z');
  await expect(tray.images).toHaveCount(3);
  await expect(editor.frameSize).toHaveText('500 × 330');
  await page.keyboard.press('Control+y');
  await expect(editor.frameSize).toHaveText('600 × 600');

  // With one image left the screen is as calm as with one.
  await page.getByRole('button', { name: 'Close the image' }).click();
  await expect(tray.strip).toBeHidden();
  await expect(editor.frameSize).toHaveText('500 × 400');
});

test('of files that came at once, those that cannot be opened hold up none of the others and are named', async ({
  page,
  consoleErrors,
}) => {
  consoleErrors.allow(/422 \(Unprocessable/);
  const editor = new EditorPage(page);
  const tray = new TrayPage(page);
  await editor.open();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  const good = await png('good.png', [400, 300], 40);
  const torn = { ...good, name: 'torn.jpg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]) };
  await tray.drop([
    torn,
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') },
    { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
    good,
    { ...good, name: 'copy.png' },
    await png('small.png', [200, 200], 50),
    await png('other.png', [500, 300], 60),
  ]);
  // The first that can be opened comes up.
  await expect(editor.frameSize).toHaveText('400 × 300');
  await expect(page.getByText('2 of 7 files were opened.')).toBeVisible();
  await expect(page.getByText('1 file is no image that can be opened here: notes.txt.')).toBeVisible();
  await expect(page.getByText('1 file is empty; copy it once more: empty.png.')).toBeVisible();
  await expect(page.getByText('1 file is here already: copy.png.')).toBeVisible();
  await expect(page.getByText(/^2 files cannot be used: .*small\.png/)).toBeVisible();
  await expect(tray.status).toContainText('2 cannot be used: torn.jpg, small.png');
  await expect(tray.image('torn.jpg')).toHaveAccessibleName(/missing or damaged/);
  await expect(tray.image('small.png')).toHaveAccessibleName(
    /200 × 200 px\. Both sides need at least 300 px/,
  );
  // One that is only too small is told by its picture.
  await expect(tray.image('small.png').locator('img')).toBeVisible();
  await expect(tray.image('other.png')).toHaveAccessibleName('other.png');
  // What cannot be used is passed over.
  await page.keyboard.press('Alt+ArrowRight');
  await expect(editor.frameSize).toHaveText('500 × 300');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('2 of 7 files were opened.')).toBeHidden();

  await page.reload();
  await expect(tray.image('small.png').locator('img')).toBeVisible();
});

/** Drops a folder of the disk in the middle of the window, as from a folder's window. */
async function dropFolder(page: Page, folder: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
}

test('a folder of a thousand files, few of them images: those come up, and what was left out is named', async ({
  page,
}, testInfo) => {
  const editor = new EditorPage(page);
  const tray = new TrayPage(page);
  const folder = testInfo.outputPath('shoot');
  const one = (await png('one', [400, 300], 70)).buffer;
  const tiff = await sharp(one).tiff().toBuffer();
  await mkdir(path.join(folder, 'notes'), { recursive: true });
  const files: readonly (readonly [string, Buffer])[] = [
    ['1.png', one],
    ['2.png', (await png('two', [500, 300], 80)).buffer],
    ['2 copy.png', one],
    ['10.tif', tiff],
    ['phone.heic', await readFile(new URL('../testing/foreign/quarters.heic', import.meta.url))],
    ['torn.png', Buffer.alloc(0)],
    ['.DS_Store', Buffer.from('of the system')],
    ...Array.from({ length: 993 }, (_, at) => [`notes/${at}.txt`, Buffer.from('note')] as const),
  ];
  for (const [name, bytes] of files) await writeFile(path.join(folder, name), bytes);

  await editor.open();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  await dropFolder(page, folder);
  await expect(editor.frameSize).toHaveText('400 × 300');
  await expect(page.getByText('4 of 999 files were opened.')).toBeVisible();
  await expect(page.getByText(/^993 files are no images .*: 0\.txt, 1\.txt, .* 988 more\.$/)).toBeVisible();
  await expect(page.getByText('1 file is empty; copy it once more: torn.png.')).toBeVisible();
  await expect(page.getByText('1 file is here already: 2 copy.png.')).toBeVisible();
  // In the order of names as people count, with what only the server reads.
  await expect(tray.images).toHaveCount(4);
  await expect(tray.images.nth(2)).toHaveAccessibleName(/^10\.tif/);
  for (const name of ['10.tif', 'phone.heic']) await expect(tray.image(name).locator('img')).toBeVisible();
  await expect(tray.status).toHaveText('1 of 4');
});
