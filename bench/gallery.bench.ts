/**
 * How a gallery of thousands is scrolled: every frame of a scripted scroll, a jump to the end and back, a star and a
 * filter, the pictures that are alive, and memory after ten passes; then what the relay takes for a page and for a
 * search. The baseline is the same data in a plain list of the browser's own (`content-visibility: auto`), and below that
 * a page that shows nothing: a frame that it misses too, the machine had no time for.
 *
 * `GALLERY_TASKS` says how many tasks; 7,150 have about 10,000 results. On a busy
 * machine the processor's time says more than the clock's, so both are printed.
 */
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, ensureChromium } from '../scripts/chromium.js';
import { makeTemporaryFolder } from '../testing/makeTemporaryFolder.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';
import { emptyList } from './gallery/emptyList.ts';
import { plainList } from './gallery/plainList.ts';
import { measureRelay } from './gallery/relayFigures.ts';
import { measureScrolling, type ScrollFigures } from './gallery/scrollFigures.ts';
import { seedRelay } from './gallery/seedRelay.ts';

const TASKS = Number(process.env.GALLERY_TASKS ?? 7150);
const THROTTLES = [1, 4];
const PATIENCE_MS = 300_000;

const folder = await makeTemporaryFolder();
try {
  await seedRelay(folder.path, TASKS);
  const relay = await RelayProcess.launch({ DATA_DIR: folder.path });
  try {
    const { results } = await measureRelay(relay, TASKS);
    await measurePages(relay.url, results);
  } finally {
    await relay.dispose();
  }
} finally {
  await folder.remove();
}

async function measurePages(url: string, results: number): Promise<void> {
  const browser = await chromium.launch({
    executablePath: await ensureChromium('complete'),
    args: [...CHROMIUM_ARGS, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  try {
    for (const throttle of THROTTLES) {
      for (const kind of ['grid', 'plain list', 'empty page'] as const) {
        const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
        const page = await context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        if (kind === 'grid') await openGrid(page, results);
        else if (kind === 'plain list') await plainList(page);
        else await emptyList(page);
        const session = await context.newCDPSession(page);
        await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
        print(`${kind}, CPU throttled ${throttle}×`, await measureScrolling(page, session));
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
}

async function openGrid(page: Page, results: number): Promise<void> {
  await page.goto('/?view=grid&group=plain&state=done');
  // The list says how many it holds once it holds them all.
  await page.getByText(results.toLocaleString('en-US'), { exact: true }).waitFor();
}

function print(title: string, figures: ScrollFigures): void {
  console.log(`\n${title}`);
  console.log(`  frame p50 / p95: ${figures.frameP50Ms.toFixed(1)} / ${figures.frameP95Ms.toFixed(1)} ms`);
  console.log(`  processor in the page's thread, each frame: ${figures.frameCpuMs.toFixed(1)} ms`);
  console.log(
    `  squares drawn for each frame: ${figures.frameSquares.toFixed(1)}, processor ${figures.frameDrawingMs.toFixed(1)} ms`,
  );
  console.log(
    `  longest task: ${figures.longestTaskMs.toFixed(0)} ms, by the processor's time ${figures.longestTaskCpuMs.toFixed(0)} ms`,
  );
  console.log(`  to the end and back: ${figures.jumpMs.toFixed(0)} ms`);
  console.log(`  live pictures: ${figures.livePictures}, elements: ${figures.elements}`);
  console.log(
    `  heap after pass 1 / 10: ${figures.heapFirstMb.toFixed(1)} / ${figures.heapLastMb.toFixed(1)} MB`,
  );
}
