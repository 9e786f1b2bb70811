import type { Page } from '@playwright/test';

/** A file dialog is the system's: the click that opens it is counted on the page or here, and one in it here. */
const FILE_DIALOG = 2;

/** Counts what a person's hand does: every press of a pointer on the page, and the file dialogs that stories fill in without. */
export class ClickCount {
  readonly #page: Page;
  #dialogs = 0;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** From now on. Presses count and not clicks: what a label passes on to its field is no click of a person's. */
  static async start(page: Page): Promise<ClickCount> {
    await page.evaluate(() => {
      const root = document.documentElement;
      root.dataset.clicks = '0';
      const count = (event: PointerEvent) => {
        if (event.isTrusted) root.dataset.clicks = String(Number(root.dataset.clicks) + 1);
      };
      window.addEventListener('pointerdown', count, { capture: true });
    });
    return new ClickCount(page);
  }

  /** A file was chosen in the system's dialog, opened by a click that the story did not make. */
  addFileDialog(): void {
    this.#dialogs += FILE_DIALOG;
  }

  async read(): Promise<number> {
    const pressed = await this.#page.evaluate(() => document.documentElement.dataset.clicks);
    if (pressed === undefined) throw new Error('The page was loaded anew, and its clicks are forgotten.');
    return Number(pressed) + this.#dialogs;
  }
}
