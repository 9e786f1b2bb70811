import { expect } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

const drag = storiesOnOnePage('drags', (editor) => editor.openSample('Meadow')); // 1600 × 1066

drag('pushing a handle past the edge of the stage zooms out until the limit holds it', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.startDrag('right', { x: 2000, y: 0 });
  await expect(page.getByText(/\+3200 px/)).toBeVisible();
  // What the button says while a handle moves is true of the frame that is seen.
  await expect(page.getByText('Drag a side outwards first.')).toBeHidden();
  const stage = await page.getByRole('main').boundingBox();
  const rightEnd = (stage?.x ?? 0) + (stage?.width ?? 0);
  await expect
    .poll(async () => (await editor.handle('right').boundingBox())?.x ?? rightEnd)
    .toBeLessThan(rightEnd - 20);
  await page.mouse.up();
  expect(await editor.pads('right')).toBe(3200);
  await expect(editor.gauge).toHaveAttribute('aria-valuetext', /^3\.00 of 3\.00×/);
  await expect(page.getByText('At the limit. Make a side smaller to move another.')).toBeVisible();
  // The whole budget is spent: no other side can move.
  await editor.drag('up', { x: 0, y: -60 });
  expect(await editor.pads('up')).toBe(0);
  // Every handle is back on the stage and can be grabbed.
  await editor.drag('right', { x: -80, y: 0 });
  expect(await editor.pads('right')).toBeLessThan(3200);
});

drag('the budget of a side shrinks with what the others take', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('left', 800);
  await editor.typeSide('up', 533);
  // 3 × 1066 × 1600 ÷ (1600 + 800) − 1066 = 1066 px for both, 533 of them taken
  await expect(editor.handle('bottom')).toHaveAttribute('aria-valuemax', '533');
  await editor.typeSide('bottom', 5000);
  expect(await editor.pads('bottom')).toBe(533);
  await expect(editor.field('bottom')).toHaveValue('533');
});

drag('Esc takes a drag back, and a drag past zero stops at the source', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('right', 200);
  await editor.startDrag('right', { x: 60, y: 0 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await editor.pads('right')).toBe(200);
  await editor.drag('right', { x: -400, y: 0 });
  expect(await editor.pads('right')).toBe(0);
});

drag('a drag on the whole length of an edge moves it', async ({ page }) => {
  const editor = new EditorPage(page);
  const right = await editor.handlePoint('right');
  const bottom = await editor.handlePoint('bottom');
  await page.mouse.move(right.x + 5, bottom.y - 20);
  await page.mouse.down();
  await page.mouse.move(right.x + 65, bottom.y - 20, { steps: 4 });
  await page.mouse.up();
  expect(await editor.pads('right')).toBeGreaterThan(50);
});

drag('a handle follows the pointer by the pixels of the screen', async ({ page }) => {
  const editor = new EditorPage(page);
  const [left, right] = [await editor.handlePoint('left'), await editor.handlePoint('right')];
  const zoom = (right.x - left.x) / 1600;
  // Held for it to follow by the pixel, and not be drawn to a round length.
  await page.keyboard.down('Control');
  await editor.drag('right', { x: 40, y: 0 });
  await page.keyboard.up('Control');
  expect(Math.abs((await editor.pads('right')) - 40 / zoom)).toBeLessThanOrEqual(2);
});

drag('every side can be set with the keyboard alone', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.handle('left').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await editor.pads('left')).toBe(11);
  await page.keyboard.press('Home');
  expect(await editor.pads('left')).toBe(0);
  await page.keyboard.press('End');
  expect(await editor.pads('left')).toBe(3200);
  await expect(editor.handle('left')).toHaveAttribute('aria-valuetext', '3200 pixels, 2.00 of the width');
});

drag('the read-out stays whole on the stage, wherever the pointer goes', async ({ page }) => {
  const editor = new EditorPage(page);
  for (const [side, by] of [
    ['right', { x: 3000, y: 0 }],
    ['left', { x: -3000, y: 0 }],
    ['up', { x: 0, y: -3000 }],
  ] as const) {
    await editor.startDrag(side, by);
    const readOut = page.getByText(/^\+\d+ px/);
    await expect(readOut).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
  }
});

drag('a window that changes its size under a drag ends it where it is', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.startDrag('right', { x: 60, y: 0 });
  await expect(page.getByText(/^\+\d+ px/)).toBeVisible();
  await page.setViewportSize({ width: 1180, height: 620 });
  await expect(page.getByText(/^\+\d+ px/)).toBeHidden();
  const before = await editor.width.inputValue();
  expect(Number(before)).toBeGreaterThan(1650);
  await page.mouse.move(20, 300);
  await page.mouse.up();
  await expect(editor.frameSize).toHaveText(`${before} × 1066`);
});
