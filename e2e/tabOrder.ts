import type { Locator } from '@playwright/test';

interface Stop {
  readonly name: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

/** What Tab reaches in a bar, in the order in which it does, and the same as it is read: row by row, from left to right. */
export async function tabOrder(bar: Locator): Promise<{ reached: string[]; read: string[] }> {
  const page = bar.page();
  const stops: Stop[] = [];
  // From in front of the bar, wherever its first control stands.
  await bar.evaluate((element) => {
    const before = document.createElement('button');
    element.before(before);
    before.focus();
    before.addEventListener('blur', () => before.remove(), { once: true });
  });
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await bar.evaluate((element): Stop | null => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || !element.contains(focused)) return null;
      const { top, bottom, left } = focused.getBoundingClientRect();
      return { name: focused.ariaLabel ?? focused.textContent, top, bottom, left };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  const isAbove = (one: Stop, other: Stop) => one.bottom <= (other.top + other.bottom) / 2;
  const read = stops.toSorted((a, b) => (isAbove(a, b) ? -1 : isAbove(b, a) ? 1 : a.left - b.left));
  return { reached: stops.map(({ name }) => name), read: read.map(({ name }) => name) };
}
