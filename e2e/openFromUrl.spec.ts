import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { test as base, expect } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { TrayPage } from './pages/TrayPage.ts';

interface Site {
  readonly url: string;
  /** Answers that are being held back. */
  readonly waiting: ServerResponse[];
}

/** A site with a photo, on the one address of this machine that the relay may fetch from: its upstream's. */
async function startSite(): Promise<Site & { close(): void }> {
  const photo = await readFile(new URL('../public/samples/doorway.jpg', import.meta.url));
  const long = await sharp({ create: { width: 1600, height: 400, channels: 3, background: '#c04020' } })
    .jpeg()
    .toBuffer();
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/slow.jpg') waiting.push(response);
    else if (request.url === '/long.jpg') response.setHeader('content-type', 'image/jpeg').end(long);
    else if (request.url?.startsWith('/other'))
      response.setHeader('content-type', 'image/jpeg').end(Buffer.concat([photo, Buffer.from(request.url)]));
    else if (request.url?.includes('.jpg')) response.setHeader('content-type', 'image/jpeg').end(photo);
    else response.setHeader('content-type', 'text/html').end('<h1>Doors</h1>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    ...{ url: `http://127.0.0.1:${address.port}`, waiting },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

// In one worker: the relay that is told the site's address is started once.
base.describe.configure({ mode: 'default' });

let shared: Awaited<ReturnType<typeof startSite>> | null = null;

const test = base.extend<{ site: Site }>({
  site: async ({}, use) => {
    // Not before all: the relay is told of it before that.
    shared ??= await startSite();
    shared.waiting.length = 0;
    await use(shared);
  },
  relaySettings: async ({ site }, use) => use({ DEERAPI_KEY: 'sk-unused', PROVIDER_BASE_URL: site.url }),
});

test.afterAll(() => shared?.close());

const urlField = (page: Page) => page.getByRole('textbox', { name: 'Web address of an image' });

test('an address that is typed opens like a file, and is not sent again', async ({ page, site }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const editor = new EditorPage(page);
  await editor.open();
  await urlField(page).fill(`${site.url}/photos/old%20door.jpg?size=large`);
  await urlField(page).press('Enter');
  await expect(editor.handle('right')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'old door.jpg' })).toBeVisible();
  await expect(page.getByText('On the server')).toBeAttached();
  await editor.typeSide('right', 100);
  await expect(editor.frameSize).toHaveText('1166 × 1600');
  expect(asked.filter((line) => line.startsWith('POST'))).toEqual(['POST /api/sources/from-url']);

  asked.length = 0;
  await page.reload();
  await expect(editor.frameSize).toHaveText('1166 × 1600');
  expect(asked.filter((line) => line.includes('/api/sources'))).toEqual([]);
});

test('an image on the web that is refused is offered changed, like a file', async ({
  page,
  site,
  consoleErrors,
}) => {
  consoleErrors.allow(/status of 422/);
  const editor = new EditorPage(page);
  await editor.open();
  await urlField(page).fill(`${site.url}/long.jpg`);
  await urlField(page).press('Enter');
  await page.getByRole('alert').getByRole('button', { name: 'Crop it…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Crop and open' }).click();
  await expect(page.getByText('Opened cropped from 1600 × 400 px to 1000 × 400 px.')).toBeVisible();
  await expect(editor.frameSize).toHaveText('1000 × 400');
  await expect(page.getByRole('heading', { name: 'long 1000×400.png' })).toBeVisible();
});

test('what is no image, or not on the web, is said in a sentence, and the address stays', async ({
  page,
  site,
  consoleErrors,
}) => {
  consoleErrors.allow(/status of 422/);
  await new EditorPage(page).open();
  await urlField(page).fill(`${site.url}/gallery`);
  await page.getByRole('form', { name: 'Open from a URL' }).getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('alert')).toContainText('There is no image at this address.');
  await expect(urlField(page)).toHaveValue(`${site.url}/gallery`);
  await urlField(page).fill('192.168.1.1/photo.jpg');
  await urlField(page).press('Enter');
  await expect(page.getByRole('alert')).toContainText('It is not on the public web.');
});

test('fetching can be given up', async ({ page, site, consoleErrors }) => {
  consoleErrors.allow(/ERR_ABORTED/);
  const editor = new EditorPage(page);
  await editor.open();
  await urlField(page).fill(`${site.url}/slow.jpg`);
  await urlField(page).press('Enter');
  await expect(page.getByText(/Fetching the image from 127\.0\.0\.1/)).toBeVisible();
  await expect.poll(() => site.waiting.length).toBe(1);
  const form = page.getByRole('form', { name: 'Open from a URL' });
  await form.getByRole('button', { name: 'Cancel' }).click();
  await expect(form.getByRole('button', { name: 'Open' })).toBeVisible();
  await expect.poll(() => site.waiting[0]?.destroyed).toBe(true);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

/** What a browser does when something is dragged from another page, or pasted. */
function bring(page: Page, kind: 'drop' | 'paste', data: Record<string, string>): Promise<void> {
  return page.evaluate(
    ([type, entries]) => {
      const transfer = new DataTransfer();
      for (const [format, text] of Object.entries(entries)) transfer.setData(format, text);
      const options = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(
        type === 'drop'
          ? new DragEvent(type, { ...options, dataTransfer: transfer })
          : new ClipboardEvent(type, { ...options, clipboardData: transfer }),
      );
    },
    [kind, data] as const,
  );
}

test('an image dragged from another tab and an address that is pasted replace what is open', async ({
  page,
  site,
  consoleErrors,
}) => {
  consoleErrors.allow(/ERR_ABORTED/);
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Meadow');
  await bring(page, 'drop', {
    'text/uri-list': `${site.url}/page-about-doors`,
    'text/html': `<a href="${site.url}/page-about-doors"><img src="${site.url}/door.jpg"></a>`,
  });
  await expect(page.getByRole('heading', { name: 'door.jpg' })).toBeVisible();

  await bring(page, 'paste', { 'text/plain': `${site.url}/slow.jpg` });
  await expect(page.getByText(/Fetching the image from/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText(/Fetching the image from/)).toHaveCount(0);

  await bring(page, 'paste', { 'text/plain': ` ${site.url}/pasted.jpg\n` });
  await expect(page.getByRole('heading', { name: 'pasted.jpg' })).toBeVisible();
  await bring(page, 'paste', { 'text/plain': 'just words' });
  await expect(page.getByRole('heading', { name: 'pasted.jpg' })).toBeVisible();
});

test('addresses that are pasted one a line are opened together, and one without an image holds up none of the others', async ({
  page,
  site,
  consoleErrors,
}) => {
  consoleErrors.allow(/4\d\d \(/);
  const editor = new EditorPage(page);
  const tray = new TrayPage(page);
  await editor.open();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(new URL(request.url()).pathname));
  const list = ['/door.jpg', '/page', '/other/1.jpg', '/other/2.jpg'].map((path) => site.url + path);
  await urlField(page).evaluate((field, text) => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', text);
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
    );
  }, list.join('\n'));
  await expect(tray.images).toHaveCount(3);
  await expect(tray.image('door.jpg')).toHaveAttribute('aria-current', 'true');
  await expect(page.getByText('3 of 4 files were opened.')).toBeVisible();
  await expect(page.getByText(/^1 file could not be had from its address: page\. .+\.$/)).toBeVisible();
  await expect(tray.status).toHaveText('1 of 3');
  // The server fetched them: nothing is sent there once more.
  expect(sent.filter((path) => path === '/api/sources')).toEqual([]);
});
