import { expect, type Locator, type Page } from '@playwright/test';

/** The list of tasks beside the canvas, and the viewer that opens from it. */
export class GalleryPage {
  readonly page: Page;
  readonly tasks: Locator;
  readonly viewer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tasks = page.getByRole('list', { name: 'Tasks' }).getByRole('article');
    this.viewer = page.getByRole('dialog');
  }

  /** The newest task, whose name starts with its state in words. */
  newest(state?: 'Done' | 'Failed' | 'Expanding' | 'Sending' | 'Cancelled'): Locator {
    return state
      ? this.page.getByRole('article', { name: new RegExp(`^${state}`) }).first()
      : this.tasks.first();
  }

  results(task: Locator): Locator {
    return task
      .getByRole('button', { name: /^Open result \d/ })
      .or(task.getByRole('button', { name: /^Open result .*×/ }));
  }

  /** Opens the viewer and waits for its focus, which it gets a frame after it is drawn: keys go elsewhere before. */
  async openViewer(opener: Locator): Promise<void> {
    await opener.click();
    await expect(this.viewer).toBeFocused();
  }

  async waitForDone(count = 1): Promise<void> {
    await expect(this.page.getByRole('article', { name: /^Done/ })).toHaveCount(count, { timeout: 270_000 });
  }

  /** Bytes of what a download button saves. */
  async download(button: Locator): Promise<{ name: string; path: string }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), button.click()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  }
}
