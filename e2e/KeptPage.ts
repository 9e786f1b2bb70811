import type { Page } from '@playwright/test';

/** The page that the stories of a group go on with. A story that failed ends its worker, and the page with it. */
export class KeptPage {
  #kept: { readonly group: string; readonly page: Page } | null = null;

  /** @param group what a page has to have in common with the one before to be gone on with */
  async take(group: string, load: () => Promise<Page>): Promise<{ page: Page; isNew: boolean }> {
    if (this.#kept?.group === group) return { page: this.#kept.page, isNew: false };
    await this.close();
    const page = await load();
    this.#kept = { group, page };
    return { page, isNew: true };
  }

  async close(): Promise<void> {
    await this.#kept?.page.context().close();
    this.#kept = null;
  }
}
