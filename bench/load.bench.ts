/**
 * How long a visit waits, from navigation: for the first paint, until an image can be opened, and until a sample can
 * be dragged. With an empty cache, on this machine and with its processor slowed down. What the page would be without
 * its canvas is the baseline: the canvas and the panel must not hold up the first paint.
 */
import type { Browser, Page } from '@playwright/test';
import { EditorPage } from '../e2e/pages/EditorPage.ts';
import { quantile } from './quantile.ts';
import { withApp } from './withApp.ts';

const VISITS = 7;
const THROTTLES = [1, 4];
/** The chunk that holds Konva and the panel. */
const EDITOR_CHUNK = '**/assets/Editor-*.js';

await withApp(async ({ relay, browser }) => {
  for (const throttle of THROTTLES) {
    const whole: Visit[] = [];
    const withoutCanvas: number[] = [];
    for (let visit = 0; visit < VISITS; visit += 1) {
      withoutCanvas.push(await visitWithoutCanvas({ browser, url: relay.url, throttle }));
      whole.push(await visitAndDrag({ browser, url: relay.url, throttle }));
    }
    const median = (figure: (visit: Visit) => number) => quantile(whole.map(figure), 0.5);
    const baseline = quantile(withoutCanvas, 0.5);
    console.log(`\nCPU throttled ${throttle}×, medians of ${VISITS} visits`);
    console.log(`First contentful paint: ${median(({ paintMs }) => paintMs).toFixed(0)} ms`);
    console.log(
      `  ${(median(({ paintMs }) => paintMs) / baseline).toFixed(2)} of a visit whose canvas never comes (${baseline.toFixed(0)} ms)`,
    );
    console.log(`Ready to open an image: ${median(({ readyMs }) => readyMs).toFixed(0)} ms`);
    console.log(`A sample can be dragged: ${median(({ draggableMs }) => draggableMs).toFixed(0)} ms`);
  }
});

interface Visit {
  readonly paintMs: number;
  readonly readyMs: number;
  readonly draggableMs: number;
}

interface Visitor {
  readonly browser: Browser;
  readonly url: string;
  readonly throttle: number;
}

async function visitAndDrag({ browser, url, throttle }: Visitor): Promise<Visit> {
  const page = await throttledPage({ browser, url, throttle });
  const editor = new EditorPage(page);
  const startedMs = performance.now();
  await editor.open();
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
  const readyMs = performance.now() - startedMs;
  await editor.openSample('Meadow');
  const box = await editor.handle('right').boundingBox();
  if (!box) throw new Error('The handle is not on the screen.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y, { steps: 3 });
  await page.mouse.up();
  if ((await editor.pads('right')) === 0) throw new Error('The drag moved nothing.');
  const draggableMs = performance.now() - startedMs;
  const paintMs = await firstPaintMs(page);
  await page.context().close();
  return { paintMs, readyMs, draggableMs };
}

async function visitWithoutCanvas(visitor: Visitor): Promise<number> {
  const page = await throttledPage(visitor);
  await page.route(EDITOR_CHUNK, () => undefined);
  await page.goto('/');
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
  const paintMs = await firstPaintMs(page);
  await page.context().close();
  return paintMs;
}

async function throttledPage({ browser, url, throttle }: Visitor): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  return page;
}

function firstPaintMs(page: Page): Promise<number> {
  return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
}
