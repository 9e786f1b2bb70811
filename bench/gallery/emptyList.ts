import type { Page } from '@playwright/test';

const HEIGHT_PX = 100_000;

/** A page that scrolls and shows nothing: what a frame takes at least, on this machine and with all else that it does. */
export async function emptyList(page: Page): Promise<void> {
  await page.goto('/api/health');
  await page.evaluate((height) => {
    const scroller = document.createElement('div');
    scroller.style.cssText = 'position:fixed;inset:0;overflow-y:auto';
    scroller.dataset.scroller = '';
    const content = document.createElement('div');
    content.style.height = `${height}px`;
    scroller.append(content);
    document.body.replaceChildren(scroller);
  }, HEIGHT_PX);
}
