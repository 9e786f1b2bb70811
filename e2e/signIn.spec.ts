import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { GalleryPage } from './pages/GalleryPage.ts';

const ANNA = 'annas-token-4711-abc';

test.use({ relaySettings: { ACCESS_TOKENS: `anna:${ANNA},ben:bens-token-0815-xyz` } });

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Sign in to Outframe' });
const tokenField = (page: Page) => page.getByLabel('Access token');
const personOnTop = (page: Page) => page.getByRole('button', { name: 'Sign out anna' });

test.beforeEach(({ consoleErrors }) => consoleErrors.allow(/status of 40[13]/));

test('somebody signs in by keyboard, stays signed in, and signs out', async ({ page }) => {
  await new EditorPage(page).open();
  await expect(dialog(page)).toBeVisible();
  await expect(tokenField(page)).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.keyboard.type('not-the-right-token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('This token is not known here.');
  await expect(tokenField(page)).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeVisible();

  // What was typed is selected: typing begins anew.
  await tokenField(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(ANNA);
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(personOnTop(page)).toBeVisible();

  await page.reload();
  await expect(personOnTop(page)).toBeVisible();
  await personOnTop(page).click();
  await expect(dialog(page)).toBeVisible();
  await page.reload();
  await expect(dialog(page)).toBeVisible();
});

test('a session that ends in the middle of work loses nothing: the submit waits', async ({ page }) => {
  const editor = new EditorPage(page);
  const gallery = new GalleryPage(page);
  await editor.open();
  await tokenField(page).fill(ANNA);
  await page.keyboard.press('Enter');
  await editor.openSmall();
  await editor.typeSide('right', 200);
  await expect(page.getByText('On the server')).toBeAttached();

  // The session ends, and before anything else is asked Expand is pressed.
  await editor.expandButton.evaluate(async (button: HTMLElement) => {
    await fetch('/api/session', { method: 'DELETE' });
    button.click();
  });
  await expect(dialog(page)).toContainText(
    'Your image and everything you have set are kept: sign in to go on.',
  );
  await tokenField(page).fill(ANNA);
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(editor.frameSize).toHaveText('680 × 320');
  await expect(gallery.newest('Done')).toBeVisible();
});

test('signing in in one tab lets the other one go on', async ({ page, context }) => {
  await new EditorPage(page).open();
  await expect(dialog(page)).toBeVisible();
  const other = await context.newPage();
  await new EditorPage(other).open();
  await tokenField(other).fill(ANNA);
  await other.keyboard.press('Enter');
  await expect(personOnTop(other)).toBeVisible();
  await expect(personOnTop(page)).toBeVisible();
});
