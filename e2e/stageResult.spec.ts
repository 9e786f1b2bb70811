import type { Page } from '@playwright/test';
import { patchworkPng } from '../testing/patchworkPng.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { plainPng } from './pages/plainPng.ts';
import { rowsOf } from './rowsOf.ts';

/** More questions than are asked while a story lasts. */
const NEVER = 1_000_000;

const onStage = (page: Page) => ({
  state: page.getByRole('region', { name: 'Task on the stage' }),
  bar: page.getByRole('toolbar', { name: 'Result' }),
  variant: (place: number) => page.getByRole('img', { name: new RegExp(`^Result ${place} of`) }),
});

test('Expand answers at the frame and brings the new card into sight, however far the list is scrolled', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  const stage = onStage(page);
  await editor.open();
  await editor.pick({ name: 'plain.png', mimeType: 'image/png', buffer: await plainPng(300, 300) });
  await editor.stageIsReady();
  for (const px of [40, 50, 60, 70, 80]) {
    await editor.typeSide('left', px);
    await page.keyboard.press('Control+Enter');
    await expect(stage.bar).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await gallery.tasks.last().scrollIntoViewIfNeeded();
  await expect(gallery.newest()).not.toBeInViewport();
  await editor.typeSide('left', 150);
  await editor.expandButton.click();
  await expect(stage.state.or(stage.bar).first()).toBeVisible();
  await expect(gallery.newest()).toContainText('450 × 300');
  await expect(gallery.newest()).toBeInViewport();
});

test('what the engine doubts is said on the stage, in the card and under Details, before anything is downloaded', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  const stage = onStage(page);
  const doubt = 'expect to retouch it';
  await editor.open();
  await editor.pick({ name: 'patches.png', mimeType: 'image/png', buffer: await patchworkPng(320) });
  await editor.stageIsReady();
  await editor.typeSide('left', 120);
  await page.keyboard.press('Control+Enter');
  await expect(stage.bar).toBeVisible();
  await expect(page.locator('[data-stage-result]').getByText(doubt)).toBeVisible();
  await expect(gallery.newest().getByText(doubt)).toBeVisible();
  await gallery
    .newest()
    .getByRole('button', { name: /^Open result .*×/ })
    .click();
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page.getByRole('definition').filter({ hasText: doubt })).toBeVisible();
});

test.describe('with a paid provider', () => {
  test.use({ provider: 'deerapi', drafts: true });

  test('the result comes up in the place of its frame, variants and source are a key away, and leaving it finds the frame as it was', async ({
    page,
    upstream,
  }) => {
    const editor = new EditorPage(page);
    const stage = onStage(page);
    await editor.open();
    await editor.openSmall();
    await expect(page.getByText('Rough idea by the built-in engine, not Kling (DeerAPI)')).toBeHidden();
    await editor.typeSide('right', 150);
    await expect(page.getByText('Rough idea by the built-in engine, not Kling (DeerAPI)')).toBeVisible();
    await editor.imageCount.fill('3');
    upstream.finishAtPoll(NEVER);
    const frameRight = (await editor.handlePoint('right')).x;
    await page.keyboard.press('Control+Enter');
    await expect(stage.state.getByRole('button', { name: 'Cancel' })).toBeVisible();
    upstream.finishAtPoll(1);

    await expect(stage.variant(1)).toHaveAttribute('data-shown', 'true');
    const box = await stage.variant(1).boundingBox();
    expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) - frameRight)).toBeLessThan(2);
    // The frame's handles are out of reach meanwhile.
    await expect(editor.handle('right')).toBeHidden();

    // Whole on the stage, in one row or, on a phone, in two.
    for (const [width, height, rows] of [
      [1280, 720, 1],
      [390, 844, 2],
      [1440, 900, 1],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect
        .poll(async () => {
          const boxes = await stage.bar.getByRole('button').evaluateAll((buttons) => {
            const edge = document.querySelector('main')?.getBoundingClientRect().right ?? 0;
            return buttons.map((button) => {
              const { top, bottom, right } = button.getBoundingClientRect();
              return { middle: (top + bottom) / 2, isWithin: right <= edge };
            });
          });
          return [boxes.filter(({ isWithin }) => isWithin).length, rowsOf(boxes.map(({ middle }) => middle))];
        })
        .toEqual([8, rows]);
    }

    await page.keyboard.press('3');
    await expect(stage.variant(3)).toHaveAttribute('data-shown', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(stage.variant(1)).toHaveAttribute('data-shown', 'true');
    await page.keyboard.press('b');
    const divider = page.getByRole('slider', { name: 'Before and after' });
    await expect(divider).toHaveAttribute('aria-valuenow', '88');
    await divider.press('ArrowLeft');
    await expect(divider).toHaveAttribute('aria-valuenow', '86');
    await page.keyboard.press('b');
    await expect(divider).toBeHidden();

    await page.keyboard.press('Escape');
    await expect(stage.bar).toBeHidden();
    expect(await editor.pads('right')).toBe(150);
    await stage.state.getByRole('button', { name: 'Show result' }).click();
    await stage.bar.getByRole('button', { name: 'Retry', exact: true }).click();
    await expect(editor.prompt).toBeFocused();

    // What is set from the panel is seen before it is paid for.
    await stage.state.getByRole('button', { name: 'Show result' }).click();
    await editor.typeSide('right', 140);
    await expect(stage.bar).toBeHidden();
    await page.keyboard.press('Control+z');

    await stage.state.getByRole('button', { name: 'Show result' }).click();
    await stage.bar.getByRole('button', { name: 'Keep' }).click();
    await expect(editor.frameSize).toHaveText('630 × 320');
    await expect.poll(() => editor.pads('right')).toBe(0);
    // Going on from a result is one step of undo.
    await page.keyboard.press('Control+z');
    await expect.poll(() => editor.pads('right')).toBe(150);
  });

  test('a result waits to be called up while another frame is drawn, and lies over no other image', async ({
    page,
    upstream,
  }) => {
    upstream.addFaults({ on: 'create', taskNeverEnds: true });
    const editor = new EditorPage(page);
    const stage = onStage(page);
    await editor.open();
    await editor.openSmall();
    await editor.typeSide('right', 150);
    await editor.expandButton.click();
    await expect(stage.state).toBeVisible();
    // Cancelled before, it would leave the fault to the next task.
    await expect.poll(() => upstream.state().creates.length).toBe(1);
    await editor.typeSide('right', 90);
    await stage.state.getByRole('button', { name: 'Cancel' }).click();
    await expect(stage.state).toContainText('charge');

    // Done only after another frame is drawn, however slowly that is typed.
    upstream.finishAtPoll(NEVER);
    await editor.expandButton.click();
    await editor.typeSide('right', 30);
    upstream.finishAtPoll(1);
    await expect(stage.state.getByRole('button', { name: 'Show result' })).toBeVisible();
    await expect(stage.bar).toBeHidden();
    await editor.pick({ name: 'plain.png', mimeType: 'image/png', buffer: await plainPng(300, 300) });
    await expect(editor.frameSize).toHaveText('300 × 300');
    await expect(stage.state).toBeHidden();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the result is on the stage with its bar in reach, and the viewer has Close beside its name', async ({
    page,
  }) => {
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    const stage = onStage(page);
    await editor.open();
    await editor.pick({ name: 'plain.png', mimeType: 'image/png', buffer: await plainPng(400, 300) });
    await editor.stageIsReady();
    await editor.handle('right').press('PageUp');
    await editor.expandButton.click();
    await expect(stage.variant(1)).toHaveAttribute('data-shown', 'true');
    for (const name of ['Compare', 'Download', 'Edit frame', 'Keep']) {
      await expect(stage.bar.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    }
    await page.getByRole('button', { name: 'Results', exact: true }).click();
    // Half of the stage is left: the bar keeps to one row above the result.
    await expect
      .poll(async () => {
        const [bar, picture] = [await stage.bar.boundingBox(), await stage.variant(1).boundingBox()];
        return (bar?.y ?? 0) + (bar?.height ?? 0) <= (picture?.y ?? 0);
      })
      .toBe(true);
    // Everything at once lies over all of the stage.
    await page.getByRole('button', { name: 'All results' }).click();
    const [top, results] = [page.getByRole('banner'), page.getByRole('complementary', { name: 'Results' })];
    await expect
      .poll(async () => {
        const [above, below] = [await top.boundingBox(), await results.boundingBox()];
        return Math.round((above?.y ?? 0) + (above?.height ?? 0) - (below?.y ?? 0));
      })
      .toBe(0);
    await page.goBack();
    await gallery.results(gallery.newest('Done')).click();
    const [close, name] = [
      await page.getByRole('button', { name: /^Close/ }).boundingBox(),
      await gallery.viewer.getByRole('heading').boundingBox(),
    ];
    const middle = (name?.y ?? 0) + (name?.height ?? 0) / 2;
    expect(close?.y).toBeLessThan(middle);
    expect((close?.y ?? 0) + (close?.height ?? 0)).toBeGreaterThan(middle);
  });
});

test.describe('on a phone on its side', () => {
  test.use({ viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true });

  test('what opens an image, Expand with its price and the whole result are seen without scrolling', async ({
    page,
  }) => {
    const editor = new EditorPage(page);
    const stage = onStage(page);
    await editor.open();
    await expect(page.getByRole('button', { name: 'Open an image' })).toBeInViewport({ ratio: 1 });
    await editor.pick({ name: 'plain.png', mimeType: 'image/png', buffer: await plainPng(400, 300) });
    await editor.stageIsReady();
    await editor.handle('right').press('PageUp');
    await expect(editor.expandButton).toBeInViewport({ ratio: 1 });
    await expect(page.getByText('Free · Built-in engine')).toBeInViewport({ ratio: 1 });
    await editor.expandButton.click();
    await expect(stage.variant(1)).toHaveAttribute('data-shown', 'true');
    const [bar, picture] = [await stage.bar.boundingBox(), await stage.variant(1).boundingBox()];
    if (!bar || !picture) throw new Error('Nothing is shown on the stage.');
    expect(bar.y + bar.height).toBeLessThanOrEqual(picture.y);
    const middles = await stage.bar.getByRole('button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { top, bottom } = button.getBoundingClientRect();
        return (top + bottom) / 2;
      }),
    );
    expect(rowsOf(middles)).toBe(1);
  });
});
