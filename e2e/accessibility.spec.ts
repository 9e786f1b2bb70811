import type { Locator, Page } from '@playwright/test';
import { axeFindingsInBoth } from './axeFindings.ts';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

/** A finger on the screen. */
async function finger(page: Page) {
  const session = await page.context().newCDPSession(page);
  return (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
}

/** From whichever stop it is at. */
async function closeSheet({ grip, page }: EditorPage): Promise<void> {
  await grip.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(grip).toHaveAttribute('aria-expanded', 'false');
}

test.describe('with drafts', () => {
  test.use({ drafts: true });

  test('axe finds nothing on the empty screen, while editing, with a result and in the viewer, in light and dark', async ({
    page,
  }) => {
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    await editor.open();
    await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
    expect(await axeFindingsInBoth(page), 'empty').toEqual([]);
    await editor.openSmall();
    await editor.typeSide('left', 200);
    await editor.field('up').fill('much');
    await expect(editor.note).toHaveText(/^Type a number/);
    expect(await axeFindingsInBoth(page), 'a wrong entry').toEqual([]);
    await editor.field('up').press('Escape');
    await editor.typeSide('up', 99_999);
    await expect(editor.note).toHaveText(/^Set to/);
    expect(await axeFindingsInBoth(page), 'at the limit').toEqual([]);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(page.getByRole('dialog', { name: 'Keyboard and mouse' })).toBeVisible();
    expect(await axeFindingsInBoth(page), 'shortcuts').toEqual([]);
    await page.keyboard.press('Escape');
    await editor.undo.click();
    await editor.expandButton.click();
    await gallery.waitForDone();
    expect(await axeFindingsInBoth(page), 'with a result').toEqual([]);
    await gallery
      .newest('Done')
      .getByRole('button', { name: /^Open result .*×/ })
      .click();
    await expect(gallery.viewer).toBeVisible();
    expect(await axeFindingsInBoth(page), 'viewer').toEqual([]);
  });
});

test('the question mark opens the shortcuts, Esc gives the focus back, and in a text it is a character', async ({
  page,
}) => {
  const editor = new EditorPage(page);
  const sheet = page.getByRole('dialog', { name: 'Keyboard and mouse' });
  await editor.open();
  await editor.openSample('Meadow');
  await editor.prompt.focus();
  await page.keyboard.press('?');
  await expect(sheet).toBeHidden();
  await editor.handle('left').focus();
  await page.keyboard.press('?');
  await expect(sheet).toBeVisible();
  await expect(sheet.getByText('As far as the limits allow')).toBeVisible();
  // What lies behind does not hear keys, once the sheet has the focus.
  await expect(sheet.getByRole('button', { name: /^Close/ })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(editor.handle('left')).toBeFocused();
  expect(await editor.pads('left')).toBe(0);
});

test('the whole job is done with the keyboard alone', async ({ page }) => {
  const gallery = new GalleryPage(page);
  await page.goto('/');
  const focusBy = async (name: RegExp | string, role: 'button' | 'slider' | 'textbox') => {
    const wanted = page.getByRole(role, { name }).first();
    await expect(wanted).toBeVisible();
    for (let press = 0; press < 60; press += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never reaches ${name}.`);
  };
  await focusBy('Open the sample photo Meadow', 'button');
  await page.keyboard.press('Enter');
  await focusBy('Right side', 'slider');
  await page.keyboard.press('PageUp');
  await focusBy('Width', 'textbox');
  await page.keyboard.type('+200');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Width' })).toHaveValue('1900');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('textbox', { name: 'Width' })).toHaveValue('1700');
  await page.keyboard.press('Control+Enter');
  await gallery.waitForDone();
  await focusBy('Download', 'button');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('Meadow_1700x1066_1.png');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a finger drags a handle, and the result appears, with nothing to scroll sideways', async ({
    page,
  }) => {
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    await editor.open();
    await editor.openSmall();
    const from = await editor.handlePoint('right');
    const touch = await finger(page);
    // 16 px outside the edge: a finger needs no aim.
    await touch('touchStart', from.x + 16, from.y);
    for (let step = 1; step <= 5; step += 1) await touch('touchMove', from.x + 16 + step * 4, from.y);
    await touch('touchEnd');
    expect(await editor.pads('right')).toBeGreaterThan(20);

    await editor.expandButton.click();
    // On the stage, where the eye is; the list is a tap away.
    await expect(page.getByRole('toolbar', { name: 'Result' })).toBeVisible();
    await page.getByRole('button', { name: 'Results', exact: true }).click();
    await gallery.waitForDone();
    await expect(gallery.newest()).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole('navigation', { name: 'Side panel' }).getByRole('button', { name: 'Edit' }).click();
    await expect(editor.frameSize).toBeVisible();
  });

  const sheet = storiesOnOnePage('the sheet of a phone', (editor) => editor.openSample('Meadow'));

  sheet(
    'the panel is a sheet: a finger pulls it up and down, and the whole frame stays in sight above it',
    async ({ page }) => {
      const editor = new EditorPage(page);
      const bottomOf = async (part: Locator) => {
        const box = await part.boundingBox();
        return box === null ? Number.NaN : box.y + box.height;
      };
      const topOfSheet = async () => (await editor.grip.boundingBox())?.y ?? Number.NaN;
      const frameIsAboveSheet = () =>
        expect
          .poll(async () => (await bottomOf(editor.handle('bottom'))) <= (await topOfSheet()) + 8)
          .toBe(true);
      await frameIsAboveSheet();
      const touch = await finger(page);
      const pull = async (by: number) => {
        const box = await editor.grip.boundingBox();
        if (!box) throw new Error('The grip is not on the screen.');
        const at = { x: box.x + 60, y: box.y + 20 };
        await touch('touchStart', at.x, at.y);
        for (let step = 1; step <= 8; step += 1) await touch('touchMove', at.x, at.y + (by * step) / 8);
        // The finger rests before it lets go, so that it does not throw the sheet.
        await page.evaluate(`new Promise((resolve) => {
        const since = performance.now();
        requestAnimationFrame(function wait(now) {
          if (now > since + 150) resolve();
          else requestAnimationFrame(wait);
        });
      })`);
        await touch('touchEnd');
      };

      await expect(editor.expandButton).toBeInViewport({ ratio: 1 });
      await expect(editor.width).toBeHidden();
      await expect(page.getByText('1600 × 1066 · 3:2')).toBeInViewport();
      await pull(-600);
      await expect(editor.grip).toHaveAccessibleName('Close the panel');
      await expect(editor.prompt).toBeInViewport({ ratio: 1 });
      await editor.typeSide('bottom', 134);
      await expect(page.getByText('1600 × 1200 · 4:3')).toBeInViewport();
      await pull(300);
      await expect(editor.grip).toHaveAccessibleName('Open the panel fully');
      await expect(editor.expandButton).toBeInViewport({ ratio: 1 });
      await pull(500);
      await expect(editor.grip).toHaveAttribute('aria-expanded', 'false');

      await editor.grip.tap();
      await expect(editor.grip).toHaveAttribute('aria-expanded', 'true');
      await frameIsAboveSheet();
      expect(await page.evaluate(() => [window.scrollX, window.scrollY])).toEqual([0, 0]);
      await closeSheet(editor);
    },
  );

  sheet('the sheet is moved with keys, and what it hides is not reached', async ({ page }) => {
    const editor = new EditorPage(page);
    await editor.grip.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Results' })).toBeFocused();
    await expect(editor.width).toBeHidden();
    await editor.grip.focus();
    await page.keyboard.press('ArrowUp');
    await expect(editor.width).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(editor.grip).toHaveAccessibleName('Close the panel');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(editor.width).toBeHidden();
  });

  sheet('axe finds nothing in the sheet, peeking, half and full, in light and dark', async ({ page }) => {
    const editor = new EditorPage(page);
    for (const stop of ['peek', 'half', 'full']) {
      expect(await axeFindingsInBoth(page), stop).toEqual([]);
      await editor.grip.click();
    }
  });

  sheet(
    'with text twice as large the sheet still holds its button and nothing is cut off sideways',
    async ({ page }) => {
      const editor = new EditorPage(page);
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      await expect(editor.expandButton).toBeInViewport({ ratio: 1 });
      const tools = await page.getByRole('toolbar', { name: 'View' }).boundingBox();
      for (const side of ['bottom', 'left', 'right'] as const) {
        const { x, y } = await editor.handlePoint(side);
        const isUnderTools = tools !== null && x > tools.x && x < tools.x + tools.width && y > tools.y;
        expect(isUnderTools, side).toBe(false);
      }
      await editor.grip.click();
      await expect(editor.format).toBeInViewport({ ratio: 1 });
      await editor.grip.click();
      await editor.typeSide('left', 200);
      await expect(editor.field('left')).toHaveValue('200');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '';
      });
      await closeSheet(editor);
    },
  );
});
