import type { Page } from '@playwright/test';
import { prepareContext, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';

type Tell = (at: { readonly page: Page }) => Promise<void>;

interface Fixtures {
  /** The group's page with the app's empty screen. */
  emptyScreen: (group: string) => Promise<Page>;
}

const onOnePage = test.extend<Fixtures>({
  emptyScreen: async ({ browser, baseURL, keptPage, consoleErrors, drafts, readsPrompt }, use) => {
    let stopWatching = () => {};
    await use(async (group) => {
      const { page, isNew } = await keptPage.take(JSON.stringify([group, baseURL]), async () => {
        const context = await browser.newContext();
        await prepareContext(context, { drafts, readsPrompt });
        return context.newPage();
      });
      stopWatching = consoleErrors.watch(page.context());
      const editor = new EditorPage(page);
      await (isNew ? editor.open() : editor.close());
      return page;
    });
    stopWatching();
    consoleErrors.expectNone();
  },
});

/**
 * Stories that begin alike and go on with the page of the one before: loading it costs more than most of them. What one
 * does to settings of the view, it takes back.
 *
 * @param open opens the image that each begins with, on the empty screen; without it each opens its own
 * @returns tells one more
 */
export function storiesOnOnePage(group: string, open?: (editor: EditorPage) => Promise<void>) {
  return (name: string, tell: Tell) => {
    onOnePage(`${group}: ${name}`, async ({ emptyScreen }) => {
      const page = await emptyScreen(group);
      await open?.(new EditorPage(page));
      await tell({ page });
    });
  };
}
