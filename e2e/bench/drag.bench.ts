/** How smoothly a handle follows the pointer, and how much work the browser has with it. */
import type { Page } from '@playwright/test';
import { EditorPage } from '../pages/EditorPage.ts';
import { quantile } from './quantile.ts';
import { withApp } from './withApp.ts';

const MOVES = 240;
const STEP_PX = 2;

await withApp(async ({ relay, browser }) => {
  const page = await browser.newPage({ baseURL: relay.url, viewport: { width: 1440, height: 900 } });
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Meadow');
  const from = await editor.handlePoint('right');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const frames = countFrames(page);
  for (let move = 0; move < MOVES; move += 1) {
    const out = move % 120 < 60 ? move % 60 : 60 - (move % 60);
    await page.mouse.move(from.x + out * STEP_PX, from.y);
  }
  await page.mouse.up();
  const gapsMs = await frames;
  const late = gapsMs.filter((gap) => gap > 34).length;
  console.log(`Frames while dragging: ${gapsMs.length}, gap median ${quantile(gapsMs, 0.5).toFixed(1)} ms,`);
  console.log(`  95 % within ${quantile(gapsMs, 0.95).toFixed(1)} ms, ${late} later than two frames`);
});

/** Milliseconds between the frames that the browser draws until the pointer is let go. */
function countFrames(page: Page): Promise<number[]> {
  // As text: the loader of these files gives functions names with a helper that the page does not have.
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const gaps = [];
    let last = performance.now();
    let isOver = false;
    window.addEventListener('pointerup', () => { isOver = true; });
    requestAnimationFrame(function next(now) {
      gaps.push(now - last);
      last = now;
      if (isOver) resolve(gaps);
      else requestAnimationFrame(next);
    });
  })`);
}
