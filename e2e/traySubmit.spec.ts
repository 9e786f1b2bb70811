import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { taskPageSchema } from '../src/domain/contract/task.ts';
import { axeFindings } from './axeFindings.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { TrayPage } from './pages/TrayPage.ts';

/** Small PNGs, each of its own colour and so of its own bytes. */
async function pngs(count: number) {
  return await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const background = { r: 40 + index * 8, g: 120, b: 160 };
      const picture = sharp({ create: { width: 320, height: 300, channels: 3, background } });
      return { name: `${index + 1}.png`, mimeType: 'image/png', buffer: await picture.png().toBuffer() };
    }),
  );
}

async function tasksOf(url: string) {
  return taskPageSchema.parse(await (await fetch(`${url}/api/tasks?limit=100`)).json()).tasks;
}

/** Four images in a frame that is wider than they are, looked over and ready to be submitted. */
async function composeFour(page: Page, { editor, tray }: { editor: EditorPage; tray: TrayPage }) {
  await editor.open();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  await tray.drop(await pngs(4));
  await expect(editor.frameSize).toHaveText('320 × 300');
  await editor.typeSide('left', 80);
  await expect(tray.image('4.png')).toHaveAccessibleName('4.png');
  await page.getByRole('button', { name: 'Apply to all' }).click();
  await page.getByRole('button', { name: 'Expand 4…' }).click();
}

test('ten files in one format in one go, one of them broken, loaded anew half-way: nine tasks, none twice', async ({
  page,
  relay,
  consoleErrors,
}) => {
  consoleErrors.allow(/422 \(Unprocessable/);
  // Nine tasks after each other: the bounds inside are longer together than the usual one.
  test.slow();
  const editor = new EditorPage(page);
  const tray = new TrayPage(page);
  const dialog = page.getByRole('dialog');
  await editor.open();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  const torn = { name: 'torn.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]) };
  const [first, ...others] = await pngs(9);
  if (!first) throw new Error('There is none.');
  await tray.drop([first, torn, ...others]);
  await expect(tray.images).toHaveCount(10);
  await editor.chooseFormat('1:1');
  await expect(editor.frameSize).toHaveText('320 × 320');
  await expect(tray.status).toContainText('1 cannot be used: torn.jpg');
  // All of them were looked at and are with the server.
  await expect(tray.status).toHaveText('1 of 101 cannot be used: torn.jpg');

  await page.getByRole('button', { name: 'Expand 10…' }).click();
  await expect(dialog.getByText('1 image · 1 request · free')).toBeVisible();
  await dialog.getByRole('button', { name: /^Apply the open image/ }).click();
  await expect(dialog.getByText('9 images · 9 requests · free')).toBeVisible();
  await expect(dialog.getByText(/1 of 10 cannot be sent as it is/)).toBeVisible();
  // One of them lies at the bottom of its frame; the others stay in the middle.
  await dialog.getByRole('button', { name: 'Anchor of 5.png' }).press('Enter');
  await page.getByRole('radio', { name: 'centre', exact: true }).press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: 'Anchor of 5.png' })).toHaveText('Bottom');
  expect(await axeFindings(page, { within: '[role=dialog]' })).toEqual([]);

  // The fourth arrives and its answer does not: loaded anew, the page sends it again as the same, and the rest.
  let sent = 0;
  await page.route('**/api/tasks', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent += 1;
    return sent === 4 ? void (await route.fetch()) : route.continue();
  });
  await dialog.getByRole('button', { name: 'Expand 9 images' }).click();
  await expect(dialog.getByText('3 of 9 submitted')).toBeVisible();
  await expect.poll(async () => (await tasksOf(relay.url)).length).toBe(4);
  await page.unrouteAll();
  await page.reload();
  await page.getByRole('button', { name: /of 9 submitted|\d done/ }).click();
  await expect(dialog.getByText('All 9 submitted')).toBeVisible();
  await expect(dialog.getByText('All 9 done')).toBeVisible({ timeout: 240_000 });
  expect(await axeFindings(page, { within: '[role=dialog]' })).toEqual([]);

  const tasks = await tasksOf(relay.url);
  expect(tasks).toHaveLength(9);
  expect(new Set(tasks.map(({ source }) => source.id)).size).toBe(9);
  expect(new Set(tasks.map(({ batch }) => batch?.id)).size).toBe(1);
  expect(tasks.every(({ formatId }) => formatId === '1:1')).toBe(true);
  const atBottom = tasks.filter(({ expansion }) => expansion.bottom === 0);
  expect(atBottom.map(({ sourceName }) => sourceName)).toEqual(['5.png']);

  await dialog.getByRole('button', { name: 'In the gallery' }).click();
  await expect(page).toHaveURL(new RegExp(`batch=${tasks[0]?.batch?.id}`));
});

test('frame and prompt go from one image to others, and are taken back from all at once or from each', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const tray = new TrayPage(page);
  await editor.open();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  await tray.drop(await pngs(3));
  await expect(editor.frameSize).toHaveText('320 × 300');
  await editor.typeSide('left', 80);
  await expect(tray.image('3.png')).toHaveAccessibleName('3.png');

  await page.getByRole('button', { name: 'Apply to all' }).click();
  await tray.image('2.png').click();
  await expect(editor.frameSize).toHaveText('400 × 300');
  await editor.undo.click();
  await expect(editor.frameSize).toHaveText('320 × 300');
  await tray.image('1.png').click();
  await expect(editor.frameSize).toHaveText('400 × 300');

  // By keys in the strip, into what is chosen; one undo takes all of it back.
  await tray.image('1.png').focus();
  await page.keyboard.press('c');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(tray.image('2.png')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('v');
  await tray.image('2.png').click();
  await expect(editor.frameSize).toHaveText('400 × 300');
  await editor.typeSide('right', 40);
  await page.getByRole('button', { name: 'Apply to 1' }).click();
  await page.getByRole('button', { name: 'Expand 1…' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
});

test.describe('with a price and a limit', () => {
  test.use({
    provider: 'deerapi',
    relaySettings: { DAILY_IMAGE_LIMIT: '2', PRICE_PER_IMAGE: '$0.03' },
    // None of them is done before it is cancelled.
    upstreamOptions: { timing: { elapsedMs: 3_600_000 } },
  });

  test('the daily limit reached half-way stops what is left, says so, and lets it go on or be left', async ({
    page,
    relay,
    consoleErrors,
  }) => {
    consoleErrors.allow(/429 \(Too Many/);
    const editor = new EditorPage(page);
    const tray = new TrayPage(page);
    const dialog = page.getByRole('dialog');
    await composeFour(page, { editor, tray });
    await expect(dialog.getByText('4 images · 4 requests · $0.12')).toBeVisible();
    await dialog.getByRole('button', { name: 'Expand 4 images' }).click();

    await expect(dialog.getByText('2 of 4 submitted · paused')).toBeVisible();
    await expect(dialog.getByRole('alert')).toContainText('2 of 4 are not submitted yet');
    await expect(dialog.getByRole('alert')).toContainText('paid images for today are used up');
    // Loaded anew with one image left, the run is still within reach.
    await page.keyboard.press('Escape');
    for (const name of ['1.png', '2.png', '3.png']) {
      await tray.image(name).focus();
      await page.keyboard.press('Delete');
      await expect(tray.image(name)).toHaveCount(0);
    }
    await page.reload();
    await page.getByRole('button', { name: '2 of 4 submitted · paused' }).click();

    // Let go on, the third is asked for again, and refused again.
    const asked = page.waitForResponse((answer) => answer.status() === 429);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await asked;
    await expect(dialog.getByText('2 of 4 submitted · paused')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel 2 not sent yet' }).click();
    await expect(dialog.getByText('2 of 4 submitted · 2 not sent')).toBeVisible();
    // What was sent goes on until that is cancelled too.
    await expect(dialog.getByText('0 done · 2 under way')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel 2 under way' }).click();
    // What somebody cancelled is not called back.
    await expect(dialog.getByText('0 done · 2 cancelled')).toBeVisible();
    await expect(dialog.getByRole('button', { name: /^Retry/ })).toHaveCount(0);
    expect(await tasksOf(relay.url)).toHaveLength(2);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Put away' }).click();
    await expect(page.getByRole('region', { name: 'Submitted together' })).toHaveCount(0);
  });
});

test.describe('with a task that fails', () => {
  test.use({
    provider: 'deerapi',
    upstreamOptions: { script: [{ on: 'create', taskFails: { message: 'It failed.' } }] },
  });

  test('it is tried again alone, and a refusal to do so is told', async ({ page, consoleErrors }) => {
    consoleErrors.allow(/429 \(Too Many/);
    const dialog = page.getByRole('dialog');
    await composeFour(page, { editor: new EditorPage(page), tray: new TrayPage(page) });
    await dialog.getByRole('button', { name: 'Expand 4 images' }).click();
    await expect(dialog.getByText('3 done · 1 without a picture')).toBeVisible();
    await page.route('**/api/tasks/*/retry', (route) =>
      route.fulfill({
        status: 429,
        contentType: 'application/problem+json',
        json: {
          type: 'about:blank',
          title: 'Too many open tasks',
          status: 429,
          code: 'too-many-open-tasks',
          detail: 'Too many tasks are open.',
          requestId: 'story',
        },
      }),
    );
    await dialog.getByRole('button', { name: 'Retry 1' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Too many tasks are open.');
    await page.unrouteAll();
    await dialog.getByRole('button', { name: 'Retry 1' }).click();
    await expect(dialog.getByText('All 4 done')).toBeVisible();
    await expect(dialog.getByRole('alert')).toHaveCount(0);
  });
});

test('cancelled while a request is on its way: what is left does not leave, and what became of that one is cancelled', async ({
  page,
  relay,
  consoleErrors,
}) => {
  // The picture may be there before it can be cancelled.
  consoleErrors.allow(/409 \(Conflict/);
  const editor = new EditorPage(page);
  const tray = new TrayPage(page);
  const dialog = page.getByRole('dialog');
  await composeFour(page, { editor, tray });

  // The second is with the server, and its answer is on its way.
  let letThrough: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  let sent = 0;
  await page.route('**/api/tasks', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent += 1;
    if (sent !== 2) return route.continue();
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  await dialog.getByRole('button', { name: 'Expand 4 images' }).click();
  await expect(dialog.getByText('1 of 4 submitted')).toBeVisible();
  await expect.poll(async () => (await tasksOf(relay.url)).length).toBe(2);
  await dialog.getByRole('button', { name: /not sent yet$/ }).click();
  await expect(dialog.getByText('1 of 4 submitted · 1 being cancelled · 2 not sent')).toBeVisible();
  const inFlight = (await tasksOf(relay.url)).find(({ sourceName }) => sourceName === '2.png');
  const cancel = page.waitForRequest(`**/api/tasks/${inFlight?.id}/cancel`);
  letThrough();
  await cancel;
  await expect(dialog.getByText('2 of 4 submitted · 2 not sent')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Submit others' })).toBeVisible();
  expect(sent).toBe(2);
});

test('in two tabs one sends and both tell how far it is; paused in one both are, and when one is closed the other goes on', async ({
  context,
  page,
  relay,
}) => {
  const dialog = page.getByRole('dialog');
  await composeFour(page, { editor: new EditorPage(page), tray: new TrayPage(page) });
  let letThrough: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const sentBy: Page[] = [];
  await context.route('**/api/tasks', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sentBy.push(route.request().frame().page());
    if (sentBy.length === 2) await held;
    return route.continue();
  });
  await dialog.getByRole('button', { name: 'Expand 4 images' }).click();
  await expect(dialog.getByText('1 of 4 submitted')).toBeVisible();
  await expect.poll(() => sentBy.length).toBe(2);

  const other = await context.newPage();
  const otherDialog = other.getByRole('dialog');
  await other.goto('/');
  await other.getByRole('button', { name: '1 of 4 submitted' }).click();
  await otherDialog.getByRole('button', { name: 'Pause' }).click();
  await expect(otherDialog.getByText('1 of 4 submitted · paused')).toBeVisible();
  await expect(dialog.getByText('1 of 4 submitted · paused')).toBeVisible();
  letThrough();
  await expect(dialog.getByText('2 of 4 submitted · paused')).toBeVisible();
  await expect(otherDialog.getByText('2 of 4 submitted · paused')).toBeVisible();
  expect(sentBy).toEqual([page, page]);

  await page.close();
  await otherDialog.getByRole('button', { name: 'Go on' }).click();
  await expect(otherDialog.getByText('All 4 submitted')).toBeVisible();
  expect(sentBy).toEqual([page, page, other, other]);
  expect(await tasksOf(relay.url)).toHaveLength(4);
});

test('while the server is away images wait and are worked on, and go up by themselves', async ({
  page,
  consoleErrors,
}) => {
  consoleErrors.allow(/ERR_FAILED/);
  const editor = new EditorPage(page);
  const tray = new TrayPage(page);
  await editor.open();
  await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  await page.route('**/api/sources', (route) => route.abort());
  await tray.drop(await pngs(5));
  // Nothing else: all of them are in the browser and outlive a reload.
  await expect(tray.status).toHaveText('1 of 55 wait for the server and go on by themselves');
  await page.keyboard.press('Alt+ArrowRight');
  await editor.typeSide('left', 20);
  await page.reload();
  await expect(tray.status).toContainText('5 wait for the server');
  await expect(editor.frameSize).toHaveText('340 × 300');
  await page.unroute('**/api/sources');
  await expect(tray.status).toHaveText('2 of 5');
});
