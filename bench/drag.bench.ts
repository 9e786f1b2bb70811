/**
 * What a drag costs: Outframe's editor with everything drawn, with its live draft and without, beside cropperjs and
 * react-image-crop, on the same photo of 24 megapixels in the same window. A page on which nothing but a bar follows the
 * pointer tells what the browser itself takes. In turn, so that a machine that gets slower or faster meanwhile
 * favours none.
 */
import type { Browser, Locator, Page } from '@playwright/test';
import { EditorPage } from '../e2e/pages/EditorPage.ts';
import { type DragCost, measureDrag, openPage } from './drag/measureDrag.ts';
import { servePeers } from './drag/servePeers.ts';
import { quantile } from './quantile.ts';
import { withApp } from './withApp.ts';

const ROUNDS = 3;
const THROTTLES = [1, 4];
const BASELINE = 'cropperjs';

await withApp(async ({ relay, browser }) => {
  const peers = await servePeers();
  try {
    const contenders: Record<string, (cpuThrottle: number) => Promise<DragCost>> = {
      'Outframe, no draft': (throttle) =>
        dragOutframe({ browser, url: relay.url, photo: peers.photo, isDraftShown: false }, throttle),
      'Outframe, draft': (throttle) =>
        dragOutframe({ browser, url: relay.url, photo: peers.photo, isDraftShown: true }, throttle),
      [BASELINE]: (throttle) =>
        dragPeer(browser, `${peers.url}cropperjs.html`, 'cropper-handle[action="e-resize"]', throttle),
      'react-image-crop': (throttle) =>
        dragPeer(browser, `${peers.url}reactImageCrop.html`, '.ReactCrop__drag-handle.ord-e', throttle),
      'a bare bar': (throttle) => dragBar(browser, `${peers.url}bar.html`, throttle),
    };
    for (const throttle of THROTTLES) {
      const costs = new Map<string, DragCost[]>(Object.keys(contenders).map((name) => [name, []]));
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [name, drag] of Object.entries(contenders)) costs.get(name)?.push(await drag(throttle));
      }
      printTable(throttle, costs);
    }
  } finally {
    await peers.close();
  }
});

interface OutframeDrag {
  readonly browser: Browser;
  readonly url: string;
  readonly photo: string;
  readonly isDraftShown: boolean;
}

async function dragOutframe(
  { browser, url, photo, isDraftShown }: OutframeDrag,
  cpuThrottle: number,
): Promise<DragCost> {
  const page = await openPage(browser, url);
  const editor = new EditorPage(page);
  await editor.open();
  await editor.pick(photo);
  await editor.stageIsReady();
  await editor.showSides();
  await editor.draftSwitch.setChecked(isDraftShown);
  // The upload is not part of a drag.
  await page.getByText('On the server').waitFor({ state: 'attached' });
  return await measureDrag(page, await editor.handlePoint('right'), cpuThrottle);
}

async function dragPeer(
  browser: Browser,
  url: string,
  handle: string,
  cpuThrottle: number,
): Promise<DragCost> {
  const page = await openPage(browser, url);
  await page.goto(url);
  const grip = page.locator(handle);
  await photoIsDecoded(page);
  return await measureDrag(page, await middleOf(grip), cpuThrottle);
}

async function dragBar(browser: Browser, url: string, cpuThrottle: number): Promise<DragCost> {
  const page = await openPage(browser, url);
  await page.goto(url);
  return await measureDrag(page, await middleOf(page.locator('#bar')), cpuThrottle);
}

async function photoIsDecoded(page: Page): Promise<void> {
  await page.waitForFunction('document.images[0]?.naturalWidth > 0');
  await page.waitForLoadState('networkidle');
}

async function middleOf(grip: Locator): Promise<{ x: number; y: number }> {
  const box = await grip.boundingBox();
  if (!box) throw new Error('The handle is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function printTable(throttle: number, costs: ReadonlyMap<string, DragCost[]>): void {
  const median = (of: readonly DragCost[], figure: (cost: DragCost) => number) =>
    quantile(of.map(figure), 0.5);
  const baseline = median(costs.get(BASELINE) ?? [], ({ cpuMs }) => cpuMs);
  console.log(`\nCPU throttled ${throttle}×, ${ROUNDS} rounds of 120 moves, medians of the rounds`);
  console.table(
    Object.fromEntries(
      [...costs].map(([name, rounds]) => [
        name,
        {
          'CPU ms/move': round(median(rounds, ({ cpuMs }) => cpuMs)),
          [`of ${BASELINE}`]: round(median(rounds, ({ cpuMs }) => cpuMs) / baseline, 2),
          'main ms/move': round(median(rounds, ({ mainThreadMs }) => mainThreadMs)),
          'frames/s': round(median(rounds, ({ framesPerSecond }) => framesPerSecond)),
          'p95 frame ms': round(median(rounds, ({ gapsMs }) => quantile(gapsMs, 0.95))),
          'p95 input to paint ms': round(median(rounds, ({ latenciesMs }) => quantile(latenciesMs, 0.95))),
          'React commits/move': round(
            median(rounds, ({ commitsPerMove }) => commitsPerMove),
            2,
          ),
        },
      ]),
    ),
  );
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
