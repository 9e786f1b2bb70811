import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';

// With everything that a designer's own browser has.
test.use({ drafts: true, contextOptions: { reducedMotion: 'no-preference' } });

const MEADOW = new URL('../public/samples/meadow.jpg', import.meta.url).pathname;

/** Pixels of an image file, RGB. */
async function pixels(file: string) {
  return await sharp(await readFile(file))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
}

test('a sample is opened, dragged, expanded, looked at and downloaded, its own pixels untouched', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSample('Meadow');

  await editor.startDrag('right', { x: 90, y: 40 });
  await expect(page.getByText(/^\+\d+ px {2}· {2}0\.\d\d× {2}· {2}\d+ × 1066 {2}·/)).toBeVisible();
  await page.mouse.up();
  const right = await editor.pads('right');
  expect(right).toBeGreaterThan(100);
  await editor.typeSide('up', 120);
  await expect(editor.frameSize).toHaveText(`${1600 + right} × 1186`);

  await page.keyboard.press('Control+Enter');
  await gallery.waitForDone();
  const card = gallery.newest('Done');
  await expect(card).toContainText(`${1600 + right} × 1186`);
  await expect(card).toContainText('Built-in engine');

  await gallery.openViewer(card.getByRole('button', { name: /^Open result .*×/ }));
  await page.keyboard.press('Escape');
  await expect(gallery.viewer).toBeHidden();

  const saved = await gallery.download(card.getByRole('button', { name: 'Download' }));
  expect(saved.name).toBe(`Meadow_${1600 + right}x1186_1.png`);
  const result = await pixels(saved.path);
  const source = await pixels(MEADOW);
  expect([result.info.width, result.info.height]).toEqual([1600 + right, 1186]);
  for (let y = 0; y < source.info.height; y += 1) {
    const from = ((y + 120) * result.info.width + 0) * 3;
    const row = result.data.subarray(from, from + source.info.width * 3);
    const own = source.data.subarray(y * source.info.width * 3, (y + 1) * source.info.width * 3);
    expect(row.equals(own), `row ${y}`).toBe(true);
  }
});

test('an image is opened by picker, by drop and by paste', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.open();
  await editor.pick(MEADOW);
  await expect(page.getByText('meadow.jpg')).toBeVisible();
  await expect(page.getByText('On the server')).toBeAttached();

  const bytes = (await readFile(new URL('../public/samples/doorway.jpg', import.meta.url))).toString(
    'base64',
  );
  const arrive = (kind: 'drop' | 'paste', name: string) =>
    page.evaluate(
      ([event, base64, fileName]) => {
        const raw = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([raw], fileName, { type: 'image/jpeg' }));
        window.dispatchEvent(
          event === 'drop'
            ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
        );
      },
      [kind, bytes, name] as const,
    );
  await arrive('drop', 'dropped.jpg');
  await expect(page.getByText('dropped.jpg')).toBeVisible();
  await expect(editor.frameSize).toHaveText('1066 × 1600');
  await arrive('paste', 'pasted.jpg');
  await expect(page.getByText('pasted.jpg')).toBeVisible();
});

test('a result becomes the next source, and settings of a task can be used again', async ({ page }) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('left', 160);
  await editor.expandButton.click();
  await gallery.waitForDone();

  await gallery.newest('Done').getByRole('button', { name: 'Open result as source' }).click();
  await expect(editor.frameSize).toHaveText('640 × 320');
  await expect.poll(() => editor.pads('left')).toBe(0);

  await gallery.newest('Done').getByRole('button', { name: 'Edit again' }).click();
  await expect(editor.frameSize).toHaveText('640 × 320');
  await expect.poll(() => editor.pads('left')).toBe(160);
});

test('a deleted task is gone after the undo has passed, and stays when it is undone', async ({
  page,
  relay,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('left', 100);
  await editor.expandButton.click();
  await gallery.waitForDone();

  await gallery.newest('Done').getByRole('button', { name: 'Delete' }).click();
  await expect(gallery.tasks).toHaveCount(0);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(gallery.tasks).toHaveCount(1);

  await gallery.newest('Done').getByRole('button', { name: 'Delete' }).click();
  await expect
    .poll(
      async () =>
        ((await (await fetch(`${relay.url}/api/tasks`)).json()) as { tasks: unknown[] }).tasks.length,
    )
    .toBe(0);
});

test('whether to be told by the system is asked once, at the first press of Expand, and never at load', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  // Browsers without a window have said no already; this one is still to be asked, and says yes.
  await page.addInitScript(() => {
    let permission: NotificationPermission = sessionStorage.getItem('asked') ? 'granted' : 'default';
    Object.defineProperty(Notification, 'permission', { get: () => permission });
    Notification.requestPermission = async () => {
      sessionStorage.setItem('asked', `${sessionStorage.getItem('asked') ?? ''}!`);
      permission = 'granted';
      return permission;
    };
  });
  const asked = () => page.evaluate(() => sessionStorage.getItem('asked'));
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('left', 60);
  expect(await asked()).toBeNull();
  await editor.expandButton.click();
  expect(await asked()).toBe('!');
  await gallery.waitForDone();
  await page.reload();
  await editor.stageIsReady();
  await editor.typeSide('left', 40);
  await editor.expandButton.click();
  await expect(gallery.tasks).toHaveCount(2);
  expect(await asked()).toBe('!');
});

test('a double-click on Expand is one task; the same again a moment later is a second one', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await editor.openSmall();
  await editor.typeSide('left', 60);
  await editor.expandButton.dblclick();
  await gallery.waitForDone(1);
  await editor.expandButton.dblclick({ delay: 20 });
  await gallery.waitForDone(2);
  await expect(gallery.tasks).toHaveCount(2);
});
