/**
 * How a result of 60 megapixels is looked at: the time from a click on its card to the first picture and to the one of
 * the screen's size, the frames while it is moved pixel by pixel, and the memory of the page's process meanwhile.
 *
 * `VIEWER_MEGAPIXELS` says how large; the relay is new, so nothing is made before somebody asks.
 */
import { type Browser, chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, ensureChromium } from '../scripts/chromium.js';
import { makeTemporaryFolder } from '../testing/makeTemporaryFolder.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';
import { seedRelay } from './gallery/seedRelay.ts';
import { quantile } from './quantile.ts';
import { residentBytes } from './relay/processFigures.ts';

const MEGAPIXELS = process.env.VIEWER_MEGAPIXELS ?? '60';
/** Some of the newest are under way; further down there is one that is done. */
const TASKS = 30;
const PATIENCE_MS = 180_000;
/** Frames of each drag. */
const MOVES = 60;

const folder = await makeTemporaryFolder();
try {
  await seedRelay(folder.path, TASKS, ['--megapixels', MEGAPIXELS]);
  const relay = await RelayProcess.launch({ DATA_DIR: folder.path });
  const browser = await chromium.launch({
    executablePath: await ensureChromium('complete'),
    args: CHROMIUM_ARGS,
  });
  try {
    await measure(browser, relay.url);
  } finally {
    await browser.close();
    await relay.dispose();
  }
} finally {
  await folder.remove();
}

async function measure(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ baseURL: url, viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto('/');
  const card = page.getByRole('article', { name: /^Done/ }).first();
  await card.scrollIntoViewIfNeeded();
  const thumbnail = card.getByRole('button', { name: /^Open result/ }).first();
  await thumbnail.locator('img[data-loaded=true]').waitFor();
  console.log(`\nviewer, a result of ${MEGAPIXELS} megapixels`);
  const startedMs = performance.now();
  await thumbnail.click();
  const viewer = page.getByRole('dialog');
  const pictures = viewer.getByRole('img', { name: /^Result/ }).locator('img[data-loaded=true]');
  await pictures.first().waitFor();
  console.log(`  first picture: ${(performance.now() - startedMs).toFixed(0)} ms`);
  await pictures.nth(1).waitFor();
  console.log(`  of the screen's size: ${(performance.now() - startedMs).toFixed(0)} ms`);
  await tell(browser, 'fitted');

  const nearerMs = performance.now();
  await page.keyboard.press('z');
  await viewer.locator('img[src*="reduction=1"][data-loaded=true]').first().waitFor();
  console.log(`  pixel by pixel, first piece: ${(performance.now() - nearerMs).toFixed(0)} ms`);
  const frames = [await panned(page, -40), await panned(page, 40), await panned(page, -40)].flat();
  console.log(
    `  frame p50 / p95: ${quantile(frames, 0.5).toFixed(1)} / ${quantile(frames, 0.95).toFixed(1)} ms`,
  );
  console.log(`  pieces alive: ${await viewer.locator('img[src*="/piece?"]').count()}`);
  await tell(browser, 'moved about');
}

/** Drags the picture across the stage, frame by frame, and tells how long each took. */
async function panned(page: Page, step: number): Promise<number[]> {
  await page.evaluate('globalThis.__name = (named) => named');
  return page.evaluate(
    async ({ moves, by }) => {
      const stage = document.querySelector('[role=dialog] [data-zoomed]');
      if (!stage) throw new Error('There is no viewer on the page.');
      const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const say = (type: string, x: number) =>
        stage.dispatchEvent(
          new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, clientX: x, clientY: 400 }),
        );
      // Nobody holds a pointer here that could be captured.
      stage.setPointerCapture = () => undefined;
      say('pointerdown', 700);
      const frameMs: number[] = [];
      let before = await nextFrame();
      for (let move = 1; move <= moves; move += 1) {
        say('pointermove', 700 + by * move);
        const now = await nextFrame();
        frameMs.push(now - before);
        before = now;
      }
      say('pointerup', 700 + by * moves);
      return frameMs;
    },
    { moves: MOVES, by: step },
  );
}

/** Memory of the largest page process. */
async function tell(browser: Browser, when: string): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const bytes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentBytes(id));
  console.log(`  page's process ${when}: ${(Math.max(...bytes) / 1e6).toFixed(0)} MB`);
}
