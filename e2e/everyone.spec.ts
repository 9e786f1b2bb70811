import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';

async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });

    test('axe finds nothing on the empty screen, while editing, with a result and in the viewer', async ({
      page,
    }) => {
      const editor = new EditorPage(page);
      const gallery = new GalleryPage(page);
      await editor.open();
      await expect(page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
      expect(await axeFindings(page), 'empty').toEqual([]);
      await editor.openSample('Doorway');
      await editor.typeSide('left', 200);
      await editor.expandButton.click();
      await gallery.waitForDone();
      expect(await axeFindings(page), 'with a result').toEqual([]);
      await gallery
        .newest('Done')
        .getByRole('button', { name: /^Open result .*×/ })
        .click();
      await expect(gallery.viewer).toBeVisible();
      expect(await axeFindings(page), 'viewer').toEqual([]);
    });
  });
}

test('the whole job is done with the keyboard alone', async ({ page }) => {
  const gallery = new GalleryPage(page);
  await page.goto('/');
  const focusBy = async (name: RegExp | string, role: 'button' | 'slider') => {
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
  await page.keyboard.press('Control+Enter');
  await gallery.waitForDone();
  await focusBy('Download', 'button');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('outframe-1700x1066-1.png');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a finger drags a handle, and the result appears, with nothing to scroll sideways', async ({
    page,
  }) => {
    const editor = new EditorPage(page);
    const gallery = new GalleryPage(page);
    await editor.open();
    await editor.openSample('Meadow');
    const from = await editor.handlePoint('right');
    const finger = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x, y: from.y }],
      });
    // 16 px outside the edge: a finger needs no aim.
    await touch('touchStart', from.x + 16);
    for (let step = 1; step <= 5; step += 1) await touch('touchMove', from.x + 16 + step * 4);
    await touch('touchEnd', from.x + 36);
    expect(await editor.pads('right')).toBeGreaterThan(60);

    await editor.expandButton.click();
    await expect(gallery.newest()).toBeVisible();
    await gallery.waitForDone();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page
      .getByRole('navigation', { name: 'Side panel' })
      .getByRole('button', { name: 'Expand' })
      .click();
    await expect(editor.frameSize).toBeVisible();
  });
});
