import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

interface Scope {
  /** Looks at this part of the page alone. */
  readonly within?: string;
  /** Leaves this part out. */
  readonly without?: string;
  /** Applies all rules but this one. */
  readonly except?: string;
  /** Applies this rule alone. */
  readonly rule?: string;
}

/** What axe finds wrong with a page, or with a part of it: each rule with the elements that break it. */
export async function axeFindings(
  page: Page,
  { within, without, except, rule }: Scope = {},
): Promise<string[]> {
  // In the page itself, and without a list of all that is right: there are no frames, and that list is long.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (within !== undefined) axe.include(within);
  if (without !== undefined) axe.exclude(without);
  if (except !== undefined) axe.disableRules(except);
  if (rule !== undefined) axe.withRules(rule);
  const { violations } = await axe.analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** What axe finds wrong in light, and in dark with the colours alone: nothing else differs there. */
export async function axeFindingsInBoth(page: Page, scope: Scope = {}): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await axeFindings(page, { ...scope, rule: 'color-contrast' });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...(await axeFindings(page, scope)), ...inDark.map((finding) => `in dark: ${finding}`)];
}
