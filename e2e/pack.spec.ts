import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { taskPageSchema } from '../src/domain/contract/task.ts';
import { axeFindings } from './axeFindings.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { zipEntries } from './zipEntries.ts';

const NAMES = [
  'meadow-small_instagram-portrait_1080x1350.png',
  'meadow-small_instagram-square_1080x1080.png',
  'meadow-small_instagram-story_1080x1920.png',
  'meadow-small_linkedin-post_1200x627.png',
  'meadow-small_youtube-thumbnail_1280x720.png',
];

test('a pack of five formats in one go, loaded anew in the middle, down to the names and pixels in its zip', async ({
  page,
  relay,
}) => {
  const editor = new EditorPage(page);
  const pack = page.getByRole('dialog');
  await editor.open();
  await editor.openSmall();
  await editor.openPack();
  await expect(pack.getByRole('combobox', { name: 'Pack' })).toHaveText('Social launch');
  await expect(pack.getByText('5 formats · 5 requests · free')).toBeVisible();

  expect(await axeFindings(page, { within: '[role=dialog]' })).toEqual([]);

  // The story has its source at the bottom, by keyboard; the others in the middle.
  await pack.getByRole('button', { name: 'Anchor and prompt of Instagram story' }).press('Enter');
  await page.getByRole('radio', { name: 'centre', exact: true }).press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(pack.getByRole('button', { name: 'Anchor and prompt of Instagram story' })).toHaveText(
    'Bottom',
  );

  // The third of five arrives and its answer does not: loaded anew, the page sends it again as the same, and the rest.
  let sent = 0;
  await page.route('**/api/tasks', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent += 1;
    return sent === 3 ? void (await route.fetch()) : route.continue();
  });
  await pack.getByRole('button', { name: 'Expand 5 formats' }).press('ControlOrMeta+Enter');
  await expect(pack.getByText(/ · 3 to be sent/)).toBeVisible();
  await expect.poll(async () => (await tasksOf(relay.url)).length).toBe(3);
  await page.unrouteAll();
  await page.reload();
  await expect(pack.getByText('All 5 done')).toBeVisible();

  const tasks = await tasksOf(relay.url);
  expect(tasks.map(({ formatId }) => formatId).toSorted()).toEqual(
    NAMES.map((name) => name.split('_')[1]).toSorted(),
  );
  expect(new Set(tasks.map(({ batch }) => batch?.id)).size).toBe(1);
  expect(tasks[0]?.batch?.name).toBe('Social launch · meadow-small');
  expect(tasks.find(({ formatId }) => formatId === 'instagram-story')?.expansion.bottom).toBe(0);

  expect(await axeFindings(page, { within: '[role=dialog]' })).toEqual([]);

  // Approved is starred; once more is another task, whose picture takes the place of the first.
  const square = pack.getByRole('listitem', { name: 'Instagram square' });
  await square.getByRole('button', { name: 'Approve' }).click();
  await expect(square.getByRole('button', { name: 'Approved' })).toHaveAttribute('aria-pressed', 'true');
  await square.getByRole('button', { name: 'Redo' }).click();
  await expect(square.getByRole('button', { name: 'Approve', exact: true })).toBeVisible();
  expect((await tasksOf(relay.url)).length).toBe(6);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    pack.getByRole('button', { name: 'Download 5 as zip' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Social-launch_meadow-small.zip');
  const files = zipEntries(await readFile(await download.path()));
  expect([...files.keys()].toSorted()).toEqual(NAMES);
  for (const [name, bytes] of files) {
    const { format, width, height } = await sharp(bytes).metadata();
    expect({ format, size: `${width}x${height}` }).toEqual({
      format: 'png',
      size: /_(\d+x\d+)\.png$/.exec(name)?.[1],
    });
  }

  await page.keyboard.press('Escape');
  await expect(pack).toBeHidden();
});

test('a pack that two tabs have is sent by one of them; when that is closed, the other sends the rest', async ({
  context,
  page,
  relay,
}) => {
  const editor = new EditorPage(page);
  const pack = page.getByRole('dialog');
  await editor.open();
  await editor.openSmall();
  await editor.openPack();
  const sentBy: Page[] = [];
  await context.route('**/api/tasks', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sentBy.push(route.request().frame().page());
    // The second is on its way when its tab is closed.
    if (sentBy.length !== 2) await route.continue();
  });
  await pack.getByRole('button', { name: 'Expand 5 formats' }).click();
  await expect(pack.getByText(/ · 4 to be sent/)).toBeVisible();
  await expect.poll(() => sentBy.length).toBe(2);

  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('dialog').getByText(/ · 4 to be sent/)).toBeVisible();
  expect(sentBy).toEqual([page, page]);
  await page.close();
  await expect(other.getByRole('dialog').getByText('All 5 done')).toBeVisible();
  expect(sentBy).toEqual([page, page, other, other, other, other]);
  expect(await tasksOf(relay.url)).toHaveLength(5);
});

async function tasksOf(url: string) {
  return taskPageSchema.parse(await (await fetch(`${url}/api/tasks`)).json()).tasks;
}
