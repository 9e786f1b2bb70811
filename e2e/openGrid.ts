import { expect, type Locator, type Page } from '@playwright/test';

export function resultsGrid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Results' });
}

/** What scrolls; it is busy until everything that is in sight has come. */
export function gridScroller(page: Page): Locator {
  return resultsGrid(page).locator('..');
}

export async function openGrid(page: Page, relayUrl: string, query = ''): Promise<void> {
  await page.goto(`${relayUrl}/?view=grid${query}`);
  await expect(gridScroller(page)).toHaveAttribute('aria-busy', 'false');
}
