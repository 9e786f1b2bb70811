import type { Page } from '@playwright/test';
import type { Point, Side } from '../src/domain/side.ts';
import { expect } from './fixtures.ts';
import { EditorPage } from './pages/EditorPage.ts';
import { plainPng } from './pages/plainPng.ts';
import { storiesOnOnePage } from './storiesOnOnePage.ts';

/** A source of 400 × 300, each of its pixels over one of the screen, in the middle of the stage. */
async function openPlain(editor: EditorPage): Promise<void> {
  await editor.pick({ name: 'plain.png', mimeType: 'image/png', buffer: await plainPng(400, 300) });
  await editor.stageIsReady();
  // The choice outlives the image.
  const snapping = editor.page.getByRole('button', { name: 'Snapping' });
  if ((await snapping.getAttribute('aria-pressed')) === 'false') await snapping.click();
  await editor.page.keyboard.press('1');
  await expect(editor.zoom).toHaveText('100%');
}

const gesture = storiesOnOnePage('gestures', openPlain);

const OUTWARD: Record<Side, Point> = {
  up: { x: 0, y: -1 },
  right: { x: 1, y: 0 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
};
const SIDES = ['up', 'right', 'bottom', 'left'] as const;

async function drag(page: Page, from: Point, by: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 5 });
  await page.mouse.up();
}

gesture('in fixed figures: what handles, corners and keys make of a drag of 60 by 40', async ({ page }) => {
  const editor = new EditorPage(page);
  // Each from scratch: up, right, bottom, left.
  const drags: [handle: Side[], keys: string[], by: Point, pads: number[]][] = [
    [['right'], [], { x: 60, y: 40 }, [0, 60, 0, 0]],
    [['left'], [], { x: -60, y: 40 }, [0, 0, 0, 60]],
    [['up'], [], { x: 60, y: -40 }, [40, 0, 0, 0]],
    [['bottom'], ['Alt'], { x: 0, y: 40 }, [40, 0, 40, 0]],
    // 400:300 is 460:345
    [['right'], ['Shift'], { x: 60, y: 0 }, [22, 60, 23, 0]],
    [['bottom', 'right'], [], { x: 60, y: 40 }, [0, 60, 40, 0]],
    [['up', 'left'], ['Alt'], { x: -60, y: -40 }, [40, 60, 40, 60]],
    [['up', 'right'], ['Shift'], { x: 60, y: -45 }, [45, 60, 0, 0]],
  ];
  for (const [handle, keys, by, pads] of drags) {
    const from = await editor.gripPoint(handle);
    await page.keyboard.down('Control');
    for (const key of keys) await page.keyboard.down(key);
    await drag(page, from, by);
    for (const key of keys) await page.keyboard.up(key);
    await page.keyboard.up('Control');
    expect(await editor.allPads(), `${handle} with ${keys} by ${by.x}, ${by.y}`).toEqual(pads);
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => editor.allPads()).toEqual([0, 0, 0, 0]);
  }
});

const HANDLES: readonly (readonly Side[])[] = [
  ['up'],
  ['right'],
  ['bottom'],
  ['left'],
  ['up', 'left'],
  ['bottom', 'right'],
];

gesture('every handle follows the pointer at three zooms', async ({ page }) => {
  const editor = new EditorPage(page);
  const middle = await editor.stageMiddle();
  for (const turn of [0, 300, -700]) {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, turn);
    await expect(editor.zoom).toHaveText(turn === 0 ? '100%' : turn > 0 ? /^6\d%$/ : /^1\d\d%$/);
    const [left, right] = [await editor.handlePoint('left'), await editor.handlePoint('right')];
    const zoom = (right.x - left.x) / 400;
    for (const handle of HANDLES) {
      const by = { x: 0, y: 0 };
      for (const side of handle) {
        by.x += OUTWARD[side].x * 30;
        by.y += OUTWARD[side].y * 30;
      }
      const from = await editor.gripPoint(handle);
      await page.keyboard.down('Control');
      await drag(page, from, by);
      await page.keyboard.up('Control');
      for (const side of SIDES) {
        const due = handle.includes(side) ? 30 / zoom : 0;
        expect(Math.abs((await editor.pads(side)) - due), `${side} by ${handle}`).toBeLessThanOrEqual(1.5);
      }
      await editor.reset.click();
      await expect.poll(() => editor.allPads()).toEqual([0, 0, 0, 0]);
    }
  }
});

gesture('past the limit and off the stage, and back again', async ({ page }) => {
  const editor = new EditorPage(page);
  const from = await editor.handlePoint('right');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 5000, from.y, { steps: 4 });
  await expect(page.getByText(/^\+800 px/)).toBeVisible();
  await page.mouse.up();
  expect(await editor.allPads()).toEqual([0, 800, 0, 0]);
  await page.keyboard.press('0');
  await drag(page, await editor.handlePoint('right'), { x: -100, y: 0 });
  expect(await editor.pads('right')).toBeLessThan(800);
  await drag(page, await editor.handlePoint('right'), { x: -3000, y: 0 });
  expect(await editor.allPads()).toEqual([0, 0, 0, 0]);
});

gesture('keys pressed and let go during a drag count at once', async ({ page }) => {
  const editor = new EditorPage(page);
  await page.keyboard.press('s');
  const from = await editor.handlePoint('right');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 41, from.y, { steps: 3 });
  await expect(page.getByRole('main').getByText(/441 × 300/)).toBeVisible();
  await page.keyboard.down('Alt');
  await expect(page.getByRole('main').getByText(/482 × 300/)).toBeVisible();
  await page.keyboard.up('Alt');
  await page.keyboard.down('Shift');
  await expect(page.getByRole('main').getByText(/441 × 331/)).toBeVisible();
  await page.keyboard.up('Shift');
  await expect(page.getByRole('main').getByText(/441 × 300/)).toBeVisible();
  await page.mouse.up();
  expect(await editor.allPads()).toEqual([0, 41, 0, 0]);
});

gesture('Esc and a lost window leave nothing half done', async ({ page }) => {
  const editor = new EditorPage(page);
  const from = await editor.handlePoint('bottom');
  const start = async () => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + 41, { steps: 3 });
    await expect(page.getByText(/^\+41 px/)).toBeVisible();
  };
  await start();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^\+41 px/)).toBeHidden();
  await page.mouse.move(from.x, from.y + 90);
  await page.mouse.up();
  expect(await editor.pads('bottom')).toBe(0);

  await start();
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(page.getByText(/^\+41 px/)).toBeHidden();
  await page.mouse.move(from.x, from.y + 90);
  await page.mouse.up();
  expect(await editor.pads('bottom')).toBe(41);
});

gesture(
  'a double-click on a handle takes its side back, one on the image fits the view',
  async ({ page }) => {
    const editor = new EditorPage(page);
    await page.keyboard.press('s');
    await drag(page, await editor.handlePoint('right'), { x: 41, y: 0 });
    await drag(page, await editor.handlePoint('bottom'), { x: 0, y: 33 });
    const right = await editor.handlePoint('right');
    await page.mouse.dblclick(right.x, right.y);
    expect(await editor.allPads()).toEqual([0, 0, 33, 0]);
    const middle = await editor.stageMiddle();
    await page.mouse.dblclick(middle.x, middle.y);
    await expect(editor.zoom).not.toHaveText('100%');
  },
);

gesture('inside, the frame moves over the image and keeps its size', async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.typeSide('right', 100);
  await editor.typeSide('up', 60);
  await page.keyboard.down('Control');
  await drag(page, await editor.stageMiddle(), { x: -31, y: 17 });
  await page.keyboard.up('Control');
  expect(await editor.allPads()).toEqual([43, 69, 17, 31]);
});

gesture(
  'a drag is drawn to the source, to the other side and to common shapes, unless Ctrl is held',
  async ({ page }) => {
    const editor = new EditorPage(page);
    // 400:300 + 133 is 16:9.0 at 533 × 300
    const from = await editor.handlePoint('right');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 129, from.y, { steps: 3 });
    await expect(page.getByText('16:9', { exact: true }).first()).toBeVisible();
    await page.keyboard.down('Control');
    await expect(page.getByText(/^\+129 px/)).toBeVisible();
    await page.keyboard.up('Control');
    await expect(page.getByText(/^\+133 px/)).toBeVisible();
    await page.mouse.up();
    await drag(page, await editor.handlePoint('left'), { x: -137, y: 0 });
    expect(await editor.allPads()).toEqual([0, 133, 0, 133]);
    await drag(page, await editor.handlePoint('left'), { x: 128, y: 0 });
    expect(await editor.allPads()).toEqual([0, 133, 0, 0]);
    await page.keyboard.press('s');
    await drag(page, await editor.handlePoint('left'), { x: -5, y: 0 });
    expect(await editor.pads('left')).toBe(5);
  },
);

gesture(
  'the view pans and zooms at the pointer, by wheel, Space, middle button and keys',
  async ({ page }) => {
    const editor = new EditorPage(page);
    const before = await editor.handlePoint('right');
    await page.mouse.move(before.x, before.y);
    await page.mouse.wheel(0, -300);
    await expect(editor.zoom).not.toHaveText('100%');
    const zoomed = await editor.handlePoint('right');
    expect(Math.abs(zoomed.x - before.x)).toBeLessThanOrEqual(1);

    const middle = await editor.stageMiddle();
    await page.mouse.move(middle.x, middle.y);
    await page.keyboard.down(' ');
    await page.mouse.down();
    await page.mouse.move(middle.x + 25, middle.y + 35, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up(' ');
    const panned = await editor.handlePoint('right');
    expect(Math.round(panned.x - zoomed.x)).toBe(25);
    expect(Math.round(panned.y - zoomed.y)).toBe(35);

    await page.mouse.down({ button: 'middle' });
    await page.mouse.move(middle.x, middle.y, { steps: 3 });
    await page.mouse.up({ button: 'middle' });
    expect(Math.round((await editor.handlePoint('right')).x - zoomed.x)).toBe(0);
    expect(await editor.allPads()).toEqual([0, 0, 0, 0]);

    await page.keyboard.press('1');
    await expect(editor.zoom).toHaveText('100%');
    await page.keyboard.press('+');
    await expect(editor.zoom).toHaveText('125%');
    await page.keyboard.press('-');
    await expect(editor.zoom).toHaveText('100%');
    await page.getByRole('button', { name: 'Fit the frame' }).click();
    await expect(editor.zoom).not.toHaveText('100%');
  },
);

gesture('two fingers pinch and pan, and take a drag back', async ({ page }) => {
  const editor = new EditorPage(page);
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Point[]) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: touchPoints.map((point, id) => ({ ...point, id })),
    });
  const right = await editor.handlePoint('right');
  const middle = await editor.stageMiddle();
  await send('touchStart', right);
  await send('touchMove', { x: right.x + 60, y: right.y });
  await expect(page.getByText(/^\+\d+ px/)).toBeVisible();
  await send('touchStart', { x: right.x + 60, y: right.y }, { x: middle.x, y: middle.y + 50 });
  await expect(page.getByText(/^\+\d+ px/)).toBeHidden();
  await send('touchEnd');
  expect(await editor.allPads()).toEqual([0, 0, 0, 0]);

  await send('touchStart', { x: middle.x - 50, y: middle.y }, { x: middle.x + 50, y: middle.y });
  await send('touchMove', { x: middle.x - 75, y: middle.y }, { x: middle.x + 75, y: middle.y });
  await send('touchEnd');
  await expect(editor.zoom).toHaveText('150%');
  // A finger reaches further than a mouse: 22 px off the edge.
  const bottom = await editor.handlePoint('bottom');
  await send('touchStart', { x: bottom.x + 70, y: bottom.y + 20 });
  await send('touchMove', { x: bottom.x + 70, y: bottom.y + 80 });
  await send('touchEnd');
  await expect.poll(() => editor.pads('bottom')).toBe(40);
});

gesture('a figure that is still being typed is set before a drag begins, and both stay', async ({ page }) => {
  const editor = new EditorPage(page);
  await page.keyboard.press('s');
  await editor.showSides();
  await editor.field('up').fill('30');
  await drag(page, await editor.handlePoint('right'), { x: 41, y: 0 });
  await expect.poll(() => editor.pads('right')).toBeGreaterThan(0);
  expect(await editor.pads('up')).toBe(30);
});

gesture(
  'Space over the stage pans also after a button was clicked, and presses nothing',
  async ({ page }) => {
    const editor = new EditorPage(page);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(editor.zoom).toHaveText('125%');
    const before = await editor.handlePoint('right');
    const middle = await editor.stageMiddle();
    await page.mouse.move(middle.x, middle.y);
    await page.keyboard.down(' ');
    await page.mouse.down();
    await page.mouse.move(middle.x + 20, middle.y, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up(' ');
    await expect(editor.zoom).toHaveText('125%');
    expect(Math.round((await editor.handlePoint('right')).x - before.x)).toBe(20);
    // Nor do the keys of the stage rest while that button has the focus.
    await page.keyboard.press('1');
    await expect(editor.zoom).toHaveText('100%');
  },
);

gesture('a handle off the stage comes into view when the keyboard reaches it', async ({ page }) => {
  const editor = new EditorPage(page);
  const middle = await editor.stageMiddle();
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, -1500);
  await expect(editor.zoom).not.toHaveText('100%');
  await editor.handle('up').focus();
  await page.keyboard.press('Tab');
  await expect(editor.handle('right')).toBeFocused();
  await expect(editor.handle('right')).toBeInViewport();
});

gesture('a drag that the system takes away leaves no trace', async ({ page }) => {
  const editor = new EditorPage(page);
  const from = await editor.handlePoint('right');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 41, from.y, { steps: 3 });
  await expect(page.getByText(/^\+\d+ px/)).toBeVisible();
  await page.getByRole('main').locator('canvas').first().dispatchEvent('pointercancel', { pointerId: 1 });
  await expect(page.getByText(/^\+\d+ px/)).toBeHidden();
  await page.mouse.up();
  expect(await editor.allPads()).toEqual([0, 0, 0, 0]);
});
