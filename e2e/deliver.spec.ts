import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { plainPng } from './pages/plainPng.ts';

const MEADOW = new URL('../public/samples/meadow.jpg', import.meta.url).pathname;

test('the best of three is chosen by keyboard and delivered at 1080 × 1350 as JPEG in four clicks', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.pick({ name: 'wall.png', mimeType: 'image/png', buffer: await plainPng(400, 320) });
  await editor.stageIsReady();
  await editor.chooseFormat('Instagram portrait');
  await editor.imageCount.fill('3');
  await editor.expandButton.click();
  await gallery.waitForDone();

  // Of people: what a label passes on to its field, and links that the app follows, are no clicks of theirs.
  await page.evaluate(() => {
    document.documentElement.dataset.clicks = '0';
    const count = () => {
      document.documentElement.dataset.clicks = String(Number(document.documentElement.dataset.clicks) + 1);
    };
    window.addEventListener('pointerdown', count, { capture: true });
  });

  await gallery.openViewer(gallery.results(gallery.newest('Done')).first());
  await expect(gallery.viewer.getByRole('heading')).toHaveText(/_1$/);
  await page.keyboard.press('3');
  await expect(gallery.viewer.getByRole('heading')).toHaveText('wall_instagram-portrait_400x500_3');
  const panel = page.getByRole('dialog', { name: 'Deliver' });
  // Asked for by a key and left again, the keys of the viewer go on.
  await page.keyboard.press('e');
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(gallery.viewer).toBeFocused();
  await gallery.viewer.getByRole('button', { name: 'Deliver' }).click();
  await expect(panel.getByRole('radio', { name: '1080 × 1350 Instagram portrait · enlarged' })).toBeChecked();
  await panel.getByRole('radio', { name: 'JPEG' }).click();
  const size = panel.getByRole('status');
  await expect(size).toHaveText(/^\d+ KB$/);
  const shown = await size.innerText();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('wall_instagram-portrait_1080x1350_3.jpg');
  const bytes = await readFile(await download.path());
  expect(`${Math.round(bytes.byteLength / 1e3)} KB`).toBe(shown);
  const { format, width, height, icc } = await sharp(bytes).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1080, height: 1350 });
  expect(icc?.byteLength).toBeGreaterThan(0);
  await expect(panel).toBeHidden();
  await expect(page.locator('html')).toHaveAttribute('data-clicks', '4');

  // The next one is offered the same way, from the stage too; its keys are text in the field of the name.
  await page.keyboard.press('Escape');
  await expect(gallery.viewer).toBeHidden();
  await page.getByRole('main').focus();
  await page.keyboard.press('e');
  await expect(panel.getByRole('radio', { name: 'JPEG' })).toBeChecked();
  await panel.getByRole('textbox', { name: 'Name' }).fill('{source}-dcb');
  await expect(panel.getByText('wall-dcb.jpg')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
});

test('three go into one zip, a result is deleted and brought back, and the line leads back to the first source', async ({
  page,
  consoleErrors,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  // No two variants of a photo are alike; of a plain image all are, and then any of them may be what the line leads to.
  const photo = await sharp(MEADOW).resize(400, 320).png().toBuffer();
  await editor.pick({ name: 'wall.png', mimeType: 'image/png', buffer: photo });
  await editor.stageIsReady();
  await editor.typeSide('right', 40);
  await editor.imageCount.fill('3');
  await editor.expandButton.click();
  await gallery.waitForDone();

  // The second file fails once it is asked for.
  consoleErrors.allow(/the server responded with a status of 404/);
  await page.route('**/delivery?*', async (route) => {
    const isSecond = route.request().url().includes('-1/delivery');
    await (isSecond ? route.fulfill({ status: 404 }) : route.continue());
  });
  await gallery.newest('Done').getByRole('button', { name: 'Download 3' }).click();
  const panel = page.getByRole('dialog', { name: 'Deliver' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('wall_3-results.zip');
  const zip = await readFile(await download.path(), 'latin1');
  expect(zip).toContain('wall_440x320_1.png');
  expect(zip).toContain('wall_440x320_3.png');
  await expect(panel.getByRole('alert')).toContainText('Saved without wall_440x320_2.png');
  await page.unroute('**/delivery?*');
  await page.keyboard.press('Escape');

  // One of three goes and comes back.
  await gallery.results(gallery.newest('Done')).first().click();
  await gallery.viewer.getByRole('button', { name: 'Delete this result' }).click();
  await expect(gallery.viewer.getByRole('heading')).toHaveText('wall_440x320_2');
  await expect(
    gallery.viewer.getByRole('list', { name: 'Results of this task' }).getByRole('button'),
  ).toHaveCount(2);
  await gallery.viewer.getByRole('button', { name: 'Undo' }).click();
  await expect(
    gallery.viewer.getByRole('list', { name: 'Results of this task' }).getByRole('button'),
  ).toHaveCount(3);

  // Twice on from a result: the line leads back.
  for (const { side, size, done } of [
    { side: 'up', size: '440 × 320', done: 2 },
    { side: 'left', size: '440 × 360', done: 3 },
  ] as const) {
    await gallery.viewer.getByRole('button', { name: 'Open result as source' }).click();
    await expect(gallery.viewer).toBeHidden();
    // Until it is open, what is typed belongs to the image that was open before.
    await expect(editor.frameSize).toHaveText(size);
    await editor.stageIsReady();
    await editor.typeSide(side, 40);
    await editor.expandButton.click();
    await gallery.waitForDone(done);
    await gallery.results(gallery.newest('Done')).first().click();
  }
  await expect(gallery.viewer.getByRole('heading')).toHaveText('wall_480x360_1');
  const line = gallery.viewer.getByRole('list', { name: 'Comes from' });
  await expect(line.getByRole('img')).toHaveAccessibleName('First source, 400 × 320');
  await expect(line.getByRole('button')).toHaveCount(2);
  await line.getByRole('button', { name: 'Went on from result 440 × 320' }).click();
  await expect(gallery.viewer.getByRole('heading')).toHaveText('wall_440x320_2');
  await expect(line).toBeHidden();
});

test('a result that is dragged is a file for the desktop, under its name, and a source where the stage takes it', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('left', 160);
  await editor.expandButton.click();
  await gallery.waitForDone();

  // What is carried can be read where the drag begins and where it ends, and the desktop is no page.
  await page.evaluate(() => {
    document.addEventListener('dragstart', ({ dataTransfer }) => {
      document.documentElement.dataset.carried = dataTransfer?.getData('DownloadURL');
    });
  });
  await gallery.results(gallery.newest('Done')).first().hover();
  await page.mouse.down();
  const stage = await editor.stageMiddle();
  await page.mouse.move(stage.x, stage.y, { steps: 6 });
  await page.mouse.up();
  await expect(editor.frameSize).toHaveText('640 × 320');
  await expect.poll(() => editor.pads('left')).toBe(0);

  const carried = (await page.locator('html').getAttribute('data-carried')) ?? '';
  const [, type, name, address] = /^([^:]*):([^:]*):(.*)$/.exec(carried) ?? [];
  expect({ type, name }).toEqual({ type: 'image/png', name: 'meadow-small_640x320_1.png' });
  // Absolute: whoever fetches it knows of no page.
  expect(address).toMatch(/^http:\/\//);
  const answer = await page.request.get(address ?? '');
  const { format, width, height } = await sharp(await answer.body()).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 640, height: 320 });
});
