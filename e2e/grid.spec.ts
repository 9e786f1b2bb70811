import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { taskPageSchema } from '../src/domain/contract/task.ts';
import { expect, test } from './fixtures.ts';
import { resultsGrid as grid, openGrid, gridScroller as scroller } from './openGrid.ts';
import { rowsOf } from './rowsOf.ts';
import { tabOrder } from './tabOrder.ts';
import { zipEntries } from './zipEntries.ts';

// In one worker: the data are made once.
test.describe.configure({ mode: 'default' });

/** By the keyboard: the list opens, its letters find the state and are no shortcuts, Enter takes it. */
async function chooseState(page: Page, name: 'Failed' | 'Done'): Promise<void> {
  const state = page.getByRole('combobox', { name: 'State' });
  await state.press('Enter');
  const option = page.getByRole('option', { name, exact: true });
  await expect(option).toBeVisible();
  await page.keyboard.type(name.slice(0, 2));
  await expect(option).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(state).toHaveText(name);
  await expect(option).toBeHidden();
}

/** A result that is wholly in sight, in the middle of what is: the focus moves nothing to show it. */
async function middleTile(page: Page): Promise<Locator> {
  const find = () =>
    scroller(page).evaluate((element) => {
      const box = element.getBoundingClientRect();
      const middle = box.top + box.height / 2;
      const away = (tile: Element) => {
        const { top, bottom } = tile.getBoundingClientRect();
        return top < box.top || bottom > box.bottom ? Infinity : Math.abs((top + bottom) / 2 - middle);
      };
      const tiles = [...element.querySelectorAll<HTMLElement>('[data-tile][id^="result-"]')];
      const nearest = tiles.sort((a, b) => away(a) - away(b))[0];
      return nearest && away(nearest) < Infinity ? nearest.dataset.tile : undefined;
    });
  // Rows are drawn where the list was scrolled to.
  await expect.poll(find).toBeTruthy();
  return page.locator(`[data-tile="${await find()}"]`);
}

test('a star in the middle of the list, a deletion above it and a reload leave everything where it is', async ({
  page,
  seeded,
}) => {
  await openGrid(page, seeded.url);
  await scroller(page).evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2;
  });
  const tile = await middleTile(page);
  const name = await tile.getAttribute('aria-label');
  const before = await tile.boundingBox();
  await tile.focus();
  await page.keyboard.press('s');
  await expect(tile).toHaveAttribute('aria-label', `Starred ${name?.replace(/^R/, 'r')}`);
  expect(await tile.boundingBox()).toEqual(before);

  // The newest task goes, far above what is in sight.
  const count = page.getByRole('search', { name: 'Results' }).getByRole('status');
  const all = await count.textContent();
  const { tasks } = await (await page.request.get(`${seeded.url}/api/tasks?limit=1`)).json();
  await page.request.delete(`${seeded.url}/api/tasks/${tasks[0].id}`);
  await expect(count).not.toHaveText(all ?? '');
  await expect(scroller(page)).toHaveAttribute('aria-busy', 'false');
  expect(await tile.boundingBox()).toMatchObject({ y: before?.y });
  // Rows were filled anew, and the tile is still the one that keys are about.
  await expect(tile).toBeFocused();
  await page.reload();
  await expect(scroller(page)).toHaveAttribute('aria-busy', 'false');
  await expect(tile).toHaveAttribute('aria-label', /^Starred/);
  await expect.poll(async () => (await tile.boundingBox())?.y).toBe(before?.y);
});

test('the grid with nothing in it says so, though no image is open', async ({ page, relay }) => {
  await openGrid(page, relay.url);
  await expect(page.getByRole('heading', { name: 'Results appear here' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the stage' }).click();
  await expect(page.getByText('Open an image', { exact: true })).toBeVisible();
});

test('filter, search and open result stand in the address: Back takes them back one by one, and a link says it all', async ({
  page,
  seeded,
  context,
}) => {
  await openGrid(page, seeded.url);
  const count = page.getByRole('search', { name: 'Results' }).getByRole('status');
  const all = await count.textContent();
  await chooseState(page, 'Failed');
  await expect(page).toHaveURL(/state=failed/);
  // A failed task may have kept some of its results; those of tasks that kept them all are gone.
  await expect(grid(page).getByRole('gridcell', { name: /^Result (?!\d of \d)/ })).toHaveCount(0);
  const failed = grid(page)
    .getByRole('gridcell', { name: /^Failed/ })
    .first();
  await failed.click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Change and retry' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(failed).toBeFocused();
  await chooseState(page, 'Done');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.getByRole('searchbox').fill('evening doorway');
  await expect(page).toHaveURL(/search=evening/);
  await expect(scroller(page)).toHaveAttribute('aria-busy', 'false');
  await expect(count).not.toHaveText(all ?? '');
  const found = await count.textContent();
  await grid(page)
    .getByRole('gridcell', { name: /^Result/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();

  const colleague = await context.newPage();
  await colleague.goto(page.url());
  await expect(colleague.getByRole('dialog')).toBeFocused();
  await colleague.keyboard.press('Escape');
  await expect(colleague.getByRole('search', { name: 'Results' }).getByRole('status')).toHaveText(
    found ?? '',
  );
  await colleague.close();

  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('searchbox')).toHaveValue('evening doorway');
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await page.goBack();
  await expect(page.getByRole('combobox', { name: 'State' })).toHaveText('Failed');
  await page.goBack();
  await expect(count).toHaveText(all ?? '');

  // The column beside the stage holds to the same filter.
  await chooseState(page, 'Failed');
  await page.getByRole('button', { name: 'Back to the stage' }).click();
  const done = page.getByRole('article', { name: /^Done/ });
  await expect(page.getByRole('article', { name: /^Failed/ }).first()).toBeVisible();
  await expect(done).toHaveCount(0);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(done.first()).toBeAttached();
});

test('thirty results are selected over what is out of sight, starred at once, and one undo takes it back', async ({
  page,
  seeded,
}) => {
  const starredIds = async (): Promise<string[]> => {
    const url = `${seeded.url}/api/tasks/outline?limit=500&starred=true`;
    const { tasks } = await (await page.request.get(url)).json();
    return tasks.flatMap(({ results }: { results: { id: string }[] }) => results.map(({ id }) => id));
  };
  const before = await starredIds();
  const answered: number[] = [];
  page.on('response', (response) => {
    if (response.request().method() === 'PATCH') answered.push(response.status());
  });
  await openGrid(page, seeded.url, '&state=done&group=plain');
  const first = grid(page).locator('[data-tile]').first();
  await first.focus();
  await page.keyboard.press('Space');
  for (let step = 1; step < 30; step += 1) await page.keyboard.press('Shift+ArrowRight');
  const bar = page.getByRole('toolbar', { name: 'Selected' });
  await expect(bar).toContainText('30 selected');
  await expect(grid(page).locator('[data-tile]:focus')).toBeInViewport();
  await bar.getByRole('button', { name: 'Star' }).click();
  await expect(bar.getByRole('button', { name: 'Unstar' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(bar.getByRole('button', { name: 'Star', exact: true })).toBeVisible();
  // What is shown runs ahead of the server, which has to end the same way.
  await expect.poll(() => answered).toEqual([200, 200]);
  expect(await starredIds()).toEqual(before);
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
});

test('thirty results selected over what is out of sight come as one zip, each in its own size under its own name', async ({
  page,
  seeded,
}) => {
  const query = 'status=succeeded&limit=100';
  const { tasks } = taskPageSchema.parse(
    await (await page.request.get(`${seeded.url}/api/tasks?${query}`)).json(),
  );
  const sizes = tasks
    .flatMap(({ results }) => results)
    .slice(0, 30)
    .map(({ width, height }) => `${width}x${height}`);
  await openGrid(page, seeded.url, '&state=done&group=plain');
  await grid(page).locator('[data-tile]').first().focus();
  await page.keyboard.press('Space');
  for (let step = 1; step < 30; step += 1) await page.keyboard.press('Shift+ArrowRight');
  const bar = page.getByRole('toolbar', { name: 'Selected' });
  await expect(bar).toContainText('30 selected');
  await expect(grid(page).locator('[data-tile]').first()).not.toBeInViewport();
  await bar.getByRole('button', { name: 'Download' }).click();
  const panel = page.getByRole('dialog', { name: 'Deliver' });
  await panel.getByRole('radio', { name: /As it is$/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/_30-results\.zip$/);
  const files = [...zipEntries(await readFile(await download.path()))];
  expect(files).toHaveLength(30);
  const named = files.map(([name]) => /_(\d+x\d+)(_\d+)?( \(\d+\))?\.png$/.exec(name)?.[1]);
  expect(named.toSorted()).toEqual(sizes.toSorted());
  for (const [at, [, bytes]] of files.entries()) {
    const { format, width, height } = await sharp(bytes).metadata();
    expect({ format, size: `${width}x${height}` }).toEqual({ format: 'png', size: named[at] });
    // Whole: a file that breaks off does not decode.
    await sharp(bytes).stats();
  }
  await expect(panel).toBeHidden();
});

test('variants are compared side by side by keyboard until one is left, which keeps a star', async ({
  page,
  seeded,
}) => {
  const { tasks } = await (
    await page.request.get(`${seeded.url}/api/tasks?limit=100&status=succeeded`)
  ).json();
  const task = tasks.find(({ results }: { results: unknown[] }) => results.length >= 3);
  // By a link, over a list that does not hold the task: nothing but the link says what is shown.
  await page.goto(`${seeded.url}/?view=grid&search=nobodywrotethis#result=${task.results[0].id}`);
  // Keys go elsewhere until the viewer has the focus, a frame after it is drawn.
  await expect(page.getByRole('dialog')).toBeFocused();
  await page.keyboard.press('n');
  const count = task.results.length;
  const survey = (left: number) => page.getByRole('group', { name: `${left} variants side by side` });
  await expect(survey(count)).toBeFocused();
  await page.keyboard.press('1');
  await page.keyboard.press('x');
  await expect(survey(count - 1)).toBeVisible();
  await page.keyboard.press('3');
  await page.keyboard.press('s');
  await expect(
    survey(count - 1).getByRole('button', { name: /Keep with a star/, pressed: true }),
  ).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#result=${task.results[2].id}$`));
  await expect(survey(count - 1)).toBeHidden();
  // The star is shown before the server has it.
  await expect
    .poll(async () => {
      const after = await (await page.request.get(`${seeded.url}/api/tasks/${task.id}`)).json();
      return after.results.map(({ isStarred }: { isStarred: boolean }) => isStarred).indexOf(true);
    })
    .toBe(2);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the ways out stay in sight, ticks come when somebody is about to select, and what can be done fits', async ({
    page,
    seeded,
  }) => {
    await openGrid(page, seeded.url, '&state=done');
    await expect(page.getByRole('button', { name: 'Back to the stage' })).toBeInViewport({ ratio: 1 });
    const tiles = grid(page).getByRole('gridcell', { name: /esult/ });
    const ticks = grid(page).locator('[data-part=check]');
    await expect(ticks.first()).toBeHidden();
    await page.getByRole('button', { name: 'Select several' }).tap();
    await expect(ticks.first()).toBeVisible();
    await tiles.nth(0).tap();
    await tiles.nth(1).tap();
    const bar = page.getByRole('toolbar', { name: 'Selected' });
    await expect(bar.getByRole('status')).toHaveText('2 selected');
    const middles = () =>
      bar.locator('> *').evaluateAll((parts) =>
        parts.map((part) => {
          const { top, bottom } = part.getBoundingClientRect();
          return (top + bottom) / 2;
        }),
      );
    await expect.poll(async () => rowsOf(await middles())).toBe(2);
    await bar.getByRole('button', { name: 'Select nothing' }).tap();
    await expect(ticks.first()).toBeHidden();
    await tiles.nth(0).tap();
    await expect(page.getByRole('dialog')).toBeVisible();
  });

  test('Tab goes through the bars in the order in which they are read', async ({ page, seeded }) => {
    await openGrid(page, seeded.url, '&state=done');
    const filters = await tabOrder(page.getByRole('search', { name: 'Results' }));
    expect(filters.reached.length).toBeGreaterThan(6);
    expect(filters.reached).toEqual(filters.read);

    await page.getByRole('button', { name: 'Select several' }).tap();
    const tiles = grid(page).getByRole('gridcell', { name: /esult/ });
    await tiles.nth(0).tap();
    const bar = page.getByRole('toolbar', { name: 'Selected' });
    const selected = await tabOrder(bar);
    expect(selected.reached.length).toBeGreaterThan(3);
    expect(selected.reached).toEqual(selected.read);
    await bar.getByRole('button', { name: 'Select nothing' }).tap();
  });
});
