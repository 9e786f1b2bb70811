/** How smoothly a handle follows the pointer, with the live draft and without it. */
import type { Browser, Page } from '@playwright/test';
import { EditorPage } from '../pages/EditorPage.ts';
import { quantile } from './quantile.ts';
import { withApp } from './withApp.ts';

const MOVES = 240;
const STEP_PX = 2;
/** In turn, so that a machine that gets slower or faster meanwhile favours neither. */
const ROUNDS = 3;

await withApp(async ({ relay, browser }) => {
  const drags: Record<'without draft' | 'with draft', Drag[]> = { 'without draft': [], 'with draft': [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    drags['without draft'].push(await measureDrag(browser, relay.url, false));
    drags['with draft'].push(await measureDrag(browser, relay.url, true));
  }
  for (const [name, measured] of Object.entries(drags)) {
    const gaps = measured.flatMap(({ gapsMs }) => gapsMs);
    const moves = measured.flatMap(({ movesMs }) => movesMs);
    const late = gaps.filter((gap) => gap > 34).length;
    console.log(`Frames while dragging, ${name}: ${gaps.length}, gap ${figures(gaps)}`);
    console.log(`  ${late} later than two frames; a move is taken in ${figures(moves)}`);
  }
});

interface Drag {
  /** From one frame to the next. */
  readonly gapsMs: number[];
  /** From sending a move of the pointer to the page having taken it in. */
  readonly movesMs: number[];
}

function figures(ms: number[]): string {
  return `median ${quantile(ms, 0.5).toFixed(1)} ms, 95 % within ${quantile(ms, 0.95).toFixed(1)} ms`;
}

/** One drag, out and back twice. */
async function measureDrag(browser: Browser, baseURL: string, isDraftShown: boolean): Promise<Drag> {
  const page = await browser.newPage({ baseURL, viewport: { width: 1440, height: 900 } });
  const editor = new EditorPage(page);
  await editor.open();
  await editor.openSample('Meadow');
  await editor.draftSwitch.setChecked(isDraftShown);
  const from = await editor.handlePoint('right');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const frames = countFrames(page);
  const movesMs: number[] = [];
  for (let move = 0; move < MOVES; move += 1) {
    const out = move % 120 < 60 ? move % 60 : 60 - (move % 60);
    const sentMs = performance.now();
    await page.mouse.move(from.x + out * STEP_PX, from.y);
    movesMs.push(performance.now() - sentMs);
  }
  await page.mouse.up();
  const gapsMs = await frames;
  await page.close();
  return { gapsMs, movesMs };
}

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
