import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { plainPng } from './pages/plainPng.ts';

const OVERRIDE = '\u202e';

test('a file may be called anything: its name stands alone, in its own direction, and widens nothing', async ({
  page,
}) => {
  await page.goto('/');
  const editor = new EditorPage(page);
  const buffer = await plainPng(400, 320);
  const names = [
    ['שלום 2.png', 'rtl'],
    [`${OVERRIDE}gnp.exe.png`, 'ltr'],
    ['\u{1f469}\u200d\u{1f467} \u{1f3d6}\ufe0f.png', 'ltr'],
    [`${'very-long-name-'.repeat(16)}.png`, 'ltr'],
    ['<b>&amp;%2F #1?.png', 'ltr'],
  ] as const;
  for (const [name, direction] of names) {
    await editor.pick({ name, mimeType: 'image/png', buffer });
    await editor.stageIsReady();
    const shown = page.getByRole('heading', { level: 1 }).locator('bdi');
    await expect(shown).toHaveText(name.replace(OVERRIDE, ''));
    expect(await shown.evaluate((element) => getComputedStyle(element).direction)).toBe(direction);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  }
});
