import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

/** Counts what React commits, by the hook that its developer tools use. To be called before the page is opened. */
async function countCommits(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(`
    window.commits = 0;
    window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      supportsFiber: true,
      inject: () => 1,
      checkDCE: () => {},
      onCommitFiberRoot: () => { window.commits += 1; },
      onCommitFiberUnmount: () => {},
      onPostCommitFiberRoot: () => {},
    };`);
  return () => page.evaluate<number>('window.commits');
}

test('while a handle is dragged, every figure follows it and React commits nothing', async ({ page }) => {
  const editor = new EditorPage(page);
  const commits = await countCommits(page);
  await editor.open();
  await editor.openSample('Meadow'); // 1600 × 1066
  await editor.typeSide('up', 100);
  // What opening and typing still commit later is over: the upload, and the size told to assistive technology at rest.
  await expect(page.getByText('On the server')).toBeAttached();
  await expect(editor.frameSize).toHaveText('1600 × 1166');
  const from = await editor.handlePoint('right');
  await editor.startDrag('right', { x: 40, y: 0 });
  await expect(editor.field('right')).not.toHaveValue('0');
  const before = await commits();
  expect(before, 'the counter counts').toBeGreaterThan(0);
  for (let move = 41; move <= 80; move += 1) await page.mouse.move(from.x + move, from.y);
  // What the last move comes to is written within a moment.
  await expect(async () => {
    const added = Number(await editor.field('right').inputValue());
    // Forty pixels of the screen come to less.
    expect(added).toBeGreaterThan(150);
    expect(await editor.width.inputValue()).toBe(String(1600 + added));
    const area = (((1600 + added) / 1600) * 1166) / 1066;
    expect(await page.getByText(`${area.toFixed(2)} of 3.00×`, { exact: true }).count()).toBe(1);
    const left = Math.floor((3 * 1600 * 1066) / 1166 + 1e-6) - 1600 - added;
    expect(await page.getByText(`${left} px`, { exact: true }).count()).toBe(2);
  }).toPass();
  expect(await commits()).toBe(before);

  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(editor.field('right')).toHaveValue('0');
  await expect(editor.width).toHaveValue('1600');
});

const story = storiesOnOnePage('figures that are typed and scrubbed', async (editor) => {
  await editor.openSample('Meadow'); // 1600 × 1066
  await editor.showSides();
});

// First: that nothing at all can be undone is true of the first image of a page.
story('a name is scrubbed: one step, ten times as fast with Shift, back with Esc', async ({ page }) => {
  const editor = new EditorPage(page);
  const label = await page.getByText('Right', { exact: true }).first().boundingBox();
  if (!label) throw new Error('The field has no name.');
  const at = { x: label.x + 6, y: label.y + label.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 60, at.y, { steps: 4 });
  await expect(editor.field('right')).toHaveValue('60');
  await page.keyboard.down('Shift');
  await page.mouse.move(at.x + 61, at.y);
  await expect(editor.field('right')).toHaveValue('610');
  await page.keyboard.up('Shift');
  await page.mouse.move(at.x + 80, at.y);
  await page.mouse.up();
  expect(await editor.pads('right')).toBe(80);
  await editor.undo.click();
  expect(await editor.pads('right')).toBe(0);

  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 30, at.y, { steps: 2 });
  await expect(editor.field('right')).toHaveValue('30');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(editor.field('right')).toHaveValue('0');
  await expect(editor.undo).toHaveAttribute('aria-disabled', 'true');
});

story('linked sides change alike, from the field and from the handle', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('right', 100);
  await page.getByRole('button', { name: 'Link left and right' }).click();
  await editor.typeSide('left', 50);
  expect([await editor.pads('left'), await editor.pads('right')]).toEqual([50, 150]);
  await editor.handle('right').focus();
  await page.keyboard.press('Shift+ArrowRight');
  expect([await editor.pads('left'), await editor.pads('right')]).toEqual([60, 160]);
  await page.getByRole('button', { name: 'Link left and right' }).click();
  await editor.handle('right').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Alt+ArrowRight');
  expect([await editor.pads('left'), await editor.pads('right')]).toEqual([61, 162]);
});

story('an arrow key that is held in a field is one step, and undo there takes it back', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.field('bottom').focus();
  for (let press = 0; press < 6; press += 1) await page.keyboard.down('ArrowUp');
  await page.keyboard.up('ArrowUp');
  await expect(editor.field('bottom')).toHaveValue('6');
  await page.keyboard.press('Control+z');
  await expect(editor.field('bottom')).toHaveValue('0');
  // What is being typed is the field's own.
  await editor.field('bottom').pressSequentially('45');
  await page.keyboard.press('Control+z');
  await expect(editor.frameSize).toHaveText('1600 × 1066');
  await expect(editor.field('bottom')).not.toHaveValue('45');
});

story('an entry that cannot be read is not submitted past, nor undone behind a dialog', async ({ page }) => {
  const editor = new EditorPage(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/tasks')) asked.push(request.url());
  });
  await editor.typeSide('left', 100);
  await editor.field('left').fill('12+');
  await page.keyboard.press('Control+Enter');
  await expect(editor.note).toHaveText(/^Type a number, or a sum/);
  await expect(editor.field('left')).toHaveValue('12+');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /shortcuts/i }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await editor.pads('left')).toBe(100);
  expect(asked).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => asked.length, 'the counter counts').toBe(1);
});
