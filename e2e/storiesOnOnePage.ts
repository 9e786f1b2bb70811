import type { Page } from '@playwright/test';
import { test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';

type Tell = (at: { readonly page: Page }) => Promise<void>;

/**
 * Stories that begin alike are told one after the other on one page, each as a step: loading the page costs more than
 * most of them. What one does to settings of the view, it takes back.
 *
 * @param open opens the image that each begins with, on the empty screen; without it each opens its own
 * @returns tells one more
 */
export function storiesOnOnePage(title: string, open?: (editor: EditorPage) => Promise<void>) {
  const stories: { readonly name: string; readonly tell: Tell }[] = [];
  test(title, async ({ page }) => {
    const editor = new EditorPage(page);
    await editor.open();
    for (const [index, { name, tell }] of stories.entries()) {
      await test.step(name, async () => {
        if (index > 0) await editor.close();
        await open?.(editor);
        await tell({ page });
      });
    }
  });
  return (name: string, tell: Tell) => {
    stories.push({ name, tell });
  };
}
