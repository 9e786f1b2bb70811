import type { Browser, CDPSession, Page } from '@playwright/test';
import type { Point } from '../../src/domain/side.ts';

const MOVES = 120;
const MOVE_MS = 1000 / 60;
/** Furthest from where it took hold, in screen pixels. */
const REACH = 60;

/** What one drag cost. */
export interface DragCost {
  /** Of all of the browser's processes, a move. */
  readonly cpuMs: number;
  /** Of the page's main thread, a move. */
  readonly mainThreadMs: number;
  readonly framesPerSecond: number;
  readonly gapsMs: readonly number[];
  /** From the pointer's move to the frame that shows it. */
  readonly latenciesMs: readonly number[];
  readonly commitsPerMove: number;
}

interface Recorded {
  readonly gaps: number[];
  readonly latencies: number[];
  readonly commits: number;
}

/** Opens a page that counts what React commits, in a window of 1280 × 800. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, baseURL: url });
  await page.addInitScript({ content: COUNT_COMMITS });
  return page;
}

/** Drags from a point to the right and back, 60 moves a second, and measures. The page is closed after it. */
export async function measureDrag(page: Page, from: Point, cpuThrottle: number): Promise<DragCost> {
  const session = await page.context().newCDPSession(page);
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser.');
  const system = await browser.newBrowserCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuThrottle });
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // The first moves make what every drag needs once.
  await moveAlong(session, from, 10);
  await page.evaluate(START_RECORDING);
  const before = { cpu: await cpuSeconds(system), task: await taskSeconds(session) };
  await moveAlong(session, from, MOVES);
  const after = { cpu: await cpuSeconds(system), task: await taskSeconds(session) };
  const { gaps, latencies, commits } = await page.evaluate<Recorded>('recorded()');
  await page.mouse.up();
  await page.close();
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
  return {
    cpuMs: ((after.cpu - before.cpu) * 1000) / MOVES,
    mainThreadMs: ((after.task - before.task) * 1000) / MOVES,
    framesPerSecond: gaps.length / seconds,
    gapsMs: gaps,
    latenciesMs: latencies,
    commitsPerMove: commits / MOVES,
  };
}

/** Sends each move when it is due, whether or not the page is done with the one before, as a mouse does. */
async function moveAlong(session: CDPSession, from: Point, moves: number): Promise<void> {
  const startedMs = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let move = 1; move <= moves; move += 1) {
    await new Promise((resolve) => setTimeout(resolve, startedMs + move * MOVE_MS - performance.now()));
    const x = from.x + Math.round(REACH * (1 - Math.abs(1 - (move % 60) / 30)));
    sent.push(
      session.send('Input.dispatchMouseEvent', {
        type: 'mouseMoved',
        x,
        y: from.y,
        button: 'left',
        buttons: 1,
      }),
    );
  }
  await Promise.all(sent);
}

async function cpuSeconds(system: CDPSession): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** React tells its developer tools of every commit, in production too. */
const COUNT_COMMITS = `
  window.commits = 0;
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: () => { window.commits += 1; },
    onCommitFiberUnmount: () => {},
    onPostCommitFiberRoot: () => {},
  };`;

// As text: the loader of these files gives functions names with a helper that the page does not have.
const START_RECORDING = `{
  const gaps = [];
  const latencies = [];
  const commitsBefore = window.commits;
  let last = 0;
  let isOver = false;
  requestAnimationFrame(function next(now) {
    if (last) gaps.push(now - last);
    last = now;
    if (!isOver) requestAnimationFrame(next);
  });
  let isWaiting = false;
  window.addEventListener('pointermove', ({ timeStamp }) => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      // A message is taken in after the frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { latencies.push(performance.now() - timeStamp); isWaiting = false; };
      port2.postMessage(null);
    });
  }, { capture: true });
  window.recorded = () => { isOver = true; return { gaps, latencies, commits: window.commits - commitsBefore }; };
}`;
