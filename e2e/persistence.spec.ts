import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { plainPng } from './pages/plainPng.ts';

test.use({ readsPrompt: true });

/** What a browser says of requests that a killed relay leaves behind, whichever they are: a part being preloaded, too. */
const CUT_ANSWERS = [
  /ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH)/,
];

test.describe('nothing is lost', () => {
  test('by a reload or in a second tab: source, sides, prompt and tasks', async ({ page, context }) => {
    const editor = new EditorPage(page);
    await editor.open();
    await editor.openSmall();
    await editor.typeSide('right', 96);
    await editor.prompt.fill('a wide valley');
    await editor.expandButton.click();
    await new GalleryPage(page).waitForDone();

    await page.reload();
    await expect(editor.frameSize).toHaveText('576 × 320');
    await expect(editor.prompt).toHaveValue('a wide valley');
    await expect(new GalleryPage(page).newest('Done')).toBeVisible();

    const second = await context.newPage();
    await second.goto('/');
    await expect(new EditorPage(second).frameSize).toHaveText('576 × 320');
    await expect(new GalleryPage(second).newest('Done')).toBeVisible();

    // Each tab keeps its own from here on.
    await new EditorPage(second).typeSide('right', 20);
    await page.reload();
    await expect(editor.frameSize).toHaveText('576 × 320');
  });

  test('when the source is still on its way: a reload sends it again', async ({ page, consoleErrors }) => {
    consoleErrors.allow(/ERR_FAILED/);
    const editor = new EditorPage(page);
    await editor.open();
    await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
    const file = new URL('../public/samples/doorway.jpg', import.meta.url).pathname;
    await page.route('**/api/sources', (route) => route.abort());
    await editor.pick(file);
    await expect(page.getByText('Waits for the server')).toBeAttached();
    await editor.typeSide('left', 90);
    await page.unroute('**/api/sources');
    await page.reload();
    await expect(editor.frameSize).toHaveText('1156 × 1600');
    await expect(page.getByText('On the server')).toBeAttached();
  });

  test('when the file is changed on the disk before it was sent: what was opened is sent', async ({
    page,
    consoleErrors,
  }, testInfo) => {
    consoleErrors.allow(/ERR_FAILED/);
    const editor = new EditorPage(page);
    const file = testInfo.outputPath('saved-over.png');
    await writeFile(file, await plainPng(400, 300));
    await page.route('**/api/sources', (route) => route.abort());
    await editor.open();
    await editor.pick(file);
    await expect(page.getByText('Waits for the server')).toBeAttached();
    await editor.typeSide('left', 100);
    await writeFile(file, await plainPng(500, 500));
    await page.unroute('**/api/sources');
    await expect(page.getByText('On the server')).toBeAttached();
    await expect(editor.frameSize).toHaveText('500 × 300');
  });

  test('when the server turns an image that was submitted as it lay: nothing is paid for another frame', async ({
    page,
  }) => {
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    const letGo = await holdUploads(page);
    await editor.open();
    const buffer = await sharp(await plainPng(600, 400))
      .withMetadata({ orientation: 6 })
      .webp({ lossless: true })
      .toBuffer();
    await editor.pick({ name: 'turned.webp', mimeType: 'image/webp', buffer });
    await editor.typeSide('left', 90);
    await editor.prompt.fill('a wide valley');
    await editor.expandButton.click();
    await expect(page.getByRole('button', { name: 'Sending the image…' })).toBeVisible();
    letGo();
    await expect(page.getByText('Its file says that it is to be turned')).toBeVisible();
    await expect(editor.frameSize).toHaveText('400 × 600');
    await expect(editor.prompt).toHaveValue('a wide valley');
    await expect(gallery.tasks).toHaveCount(0);
  });

  test('when the canvas itself cannot be loaded: the image is open once the relay is back', async ({
    page,
    consoleErrors,
  }) => {
    consoleErrors.allow(/ERR_FAILED|dynamically imported module/);
    const editor = new EditorPage(page);
    await page.route(/assets\/Editor-|api\/health/, (route) => route.abort());
    await editor.open();
    await editor.pick(new URL('../public/samples/doorway.jpg', import.meta.url).pathname);
    await expect(page.getByRole('heading', { name: 'doorway.jpg' })).toBeVisible();
    await page.unroute(/assets\/Editor-|api\/health/);
    await expect(editor.handle('left')).toBeVisible();
    await expect(editor.frameSize).toHaveText('1066 × 1600');
  });

  test('when the relay was away while a part was preloaded: it comes whole when it is asked for', async ({
    page,
    consoleErrors,
  }) => {
    consoleErrors.allow(/ERR_FAILED/);
    // Where the code fails as well, the page is loaded anew.
    const looks = /assets\/GalleryGrid-.*css/;
    await page.route(looks, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed', (request) => looks.test(request.url()));
    await new EditorPage(page).open();
    await failed;
    await page.unroute(looks);
    await page.keyboard.press('g');
    await expect(page.getByRole('search', { name: 'Results' })).toHaveCSS('display', 'flex');
  });

  test('when the disk of the relay is full: the image stays open and goes up once there is room', async ({
    page,
    consoleErrors,
  }) => {
    consoleErrors.allow(/status of 507/);
    const editor = new EditorPage(page);
    const detail = 'The disk of the server is full.';
    await page.route('**/api/sources', (route) =>
      route.fulfill({
        status: 507,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Disk full',
          status: 507,
          detail,
          code: 'disk-full',
          requestId: 'r',
        }),
      }),
    );
    await editor.open();
    await editor.openSample('Meadow');
    await expect(page.getByRole('alert')).toContainText(
      'The disk of the server is full. It is tried again by itself.',
    );
    await editor.typeSide('left', 80);
    await page.unroute('**/api/sources');
    await expect(page.getByText('On the server')).toBeAttached();
    await expect(page.getByRole('alert')).toBeHidden();
    await expect(editor.frameSize).toHaveText('1680 × 1066');
  });

  test('when a remembered provider is no longer set up: the one that is shown is used', async ({ page }) => {
    const editor = new EditorPage(page);
    await page.addInitScript(() =>
      localStorage.setItem(
        'outframe-editor',
        JSON.stringify({
          sourceKey: null,
          expansion: { up: 0, right: 0, bottom: 0, left: 0 },
          prompt: '',
          n: 1,
          provider: 'deerapi',
        }),
      ),
    );
    await editor.open();
    await editor.openSmall();
    await editor.typeSide('left', 80);
    await expect(page.getByText('Free · Built-in engine')).toBeVisible();
    await editor.expandButton.click();
    await new GalleryPage(page).waitForDone();
  });

  test('when the source of an earlier task is gone: its settings do not replace unfinished work', async ({
    page,
    consoleErrors,
  }) => {
    consoleErrors.allow(/status of 404/);
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    await editor.open();
    await editor.openSmall();
    await editor.typeSide('left', 80);
    await editor.expandButton.click();
    await gallery.waitForDone();
    await page.getByRole('button', { name: 'Close the image' }).click();
    await editor.openSample('Doorway');
    await editor.typeSide('up', 123);
    await editor.prompt.fill('unfinished');
    await page.route(/api\/sources\/.*\/image$/, (route) => route.fulfill({ status: 404 }));
    await gallery.newest('Done').getByRole('button', { name: 'Edit again' }).click();
    await expect(page.getByRole('alert')).toContainText('no longer has this source');
    await expect(editor.prompt).toHaveValue('unfinished');
    await expect(editor.frameSize).toHaveText('1066 × 1723');
  });

  test('when Expand was pressed before the upload has ended: not by a reload, not by opening another image', async ({
    page,
  }) => {
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    const letGo = await holdUploads(page);
    await editor.open();
    await editor.openSmall();
    await editor.typeSide('left', 80);
    await editor.expandButton.click();
    await expect(page.getByRole('button', { name: 'Sending the image…' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: 'Sending the image…' })).toBeVisible();
    await editor.pick(new URL('../public/samples/doorway.jpg', import.meta.url).pathname);
    await expect(page.getByRole('heading', { name: 'doorway.jpg' })).toBeVisible();
    letGo();
    await gallery.waitForDone();
    await expect(gallery.newest('Done')).toContainText('560 × 320');
    await expect(gallery.tasks).toHaveCount(1);
  });
});

test.describe('nothing is lost', () => {
  test('when the relay goes away in a drag: work goes on, and what was pressed is sent once it is back', async ({
    page,
    relay,
    consoleErrors,
  }) => {
    consoleErrors.allow(...CUT_ANSWERS);
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    await editor.open();
    await editor.openSmall();
    await expect(page.getByText('On the server')).toBeAttached();
    await editor.startDrag('left', { x: -50, y: 0 });
    await relay.kill9();
    await expect(page.getByRole('banner').getByText('Server unreachable')).toBeVisible();
    await page.mouse.move(10, 10, { steps: 3 });
    await page.mouse.up();
    const left = await editor.pads('left');
    expect(left).toBeGreaterThan(0);

    await editor.expandButton.click();
    await expect(page.getByRole('button', { name: 'Waiting for the server…' })).toBeVisible();
    await relay.start();
    await gallery.waitForDone();
    await expect(gallery.tasks).toHaveCount(1);
    await expect(gallery.newest('Done')).toContainText(`${480 + left} × 320`);
    await expect(page.getByRole('banner').getByText('Server unreachable')).toBeHidden();
  });
});

test.describe('nothing is lost', () => {
  // Its pictures are not done before the relay is back, however fast the machine is.
  test.use({ provider: 'deerapi', upstreamOptions: { exact: true, timing: { polls: 1_000_000 } } });

  test('when the relay is killed in the middle of a task', async ({
    page,
    relay,
    upstream,
    consoleErrors,
  }) => {
    consoleErrors.allow(...CUT_ANSWERS);
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    await editor.open();
    await editor.openSmall();
    await editor.typeSide('right', 96);
    await editor.imageCount.fill('3');
    await editor.expandButton.click();
    await expect(gallery.newest('Expanding')).toBeVisible();
    await relay.kill9();
    await relay.start();
    upstream.finishAtPoll(1);
    await gallery.waitForDone();
    await expect(gallery.results(gallery.newest('Done'))).toHaveCount(3);
    expect(upstream.state().creates).toHaveLength(1);
  });
});

/** Holds uploads back until the returned function is called. */
async function holdUploads(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/api/sources', async (route) => {
    await held;
    await route.continue().catch(() => undefined); // the page that asked may be gone
  });
  return letGo;
}
