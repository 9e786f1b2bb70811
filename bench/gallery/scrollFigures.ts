import type { CDPSession, Page } from '@playwright/test';
import { mainThreadTasks } from '../../testing/mainThreadTasks.ts';
import { quantile } from '../quantile.ts';

export interface ScrollFigures {
  readonly frameP50Ms: number;
  readonly frameP95Ms: number;
  /** 0 when none took longer than 50 ms, which browsers do not tell of. */
  readonly longestTaskMs: number;
  /** What one frame takes of the processor in the page's own thread, and its longest task. */
  readonly frameCpuMs: number;
  readonly longestTaskCpuMs: number;
  /** Squares of the picture that are drawn for one frame, in other threads, and what that takes of the processor. */
  readonly frameSquares: number;
  readonly frameDrawingMs: number;
  readonly jumpMs: number;
  readonly livePictures: number;
  readonly elements: number;
  readonly heapFirstMb: number;
  readonly heapLastMb: number;
}

const PASSES = 10;
const FRAMES = 120;
/** As fast as a wheel that is turned quickly. */
const STEP_PX = 90;

/** Scrolls the list of the page, frame by frame, ten times over, and to its end and back. */
export async function measureScrolling(page: Page, session: CDPSession): Promise<ScrollFigures> {
  // Functions that are sent to the page were given names by the compiler, with a function that is not there.
  await page.evaluate('globalThis.__name = (named) => named');
  const passes = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    passes.push(await page.evaluate(scrollOnce, { frames: FRAMES, step: STEP_PX, collects: true }));
  }
  const jumpMs = await page.evaluate(jumpAndBack);
  const cpu = await mainThreadTasks(session, () =>
    // Without what only the measuring of memory needs.
    page.evaluate(scrollOnce, { frames: FRAMES, step: STEP_PX, collects: false }),
  );
  const frames = passes.flatMap(({ frameMs }) => frameMs);
  return {
    frameP50Ms: quantile(frames, 0.5),
    frameP95Ms: quantile(frames, 0.95),
    longestTaskMs: Math.max(...passes.map(({ longestTaskMs }) => longestTaskMs)),
    frameCpuMs: cpu.totalMs / FRAMES,
    longestTaskCpuMs: cpu.longestMs,
    frameSquares: cpu.drawnSquares / FRAMES,
    frameDrawingMs: cpu.drawingMs / FRAMES,
    jumpMs,
    livePictures: Math.max(...passes.map(({ livePictures }) => livePictures)),
    elements: Math.max(...passes.map(({ elements }) => elements)),
    heapFirstMb: passes[0]?.heapMb ?? 0,
    heapLastMb: passes.at(-1)?.heapMb ?? 0,
  };
}

interface ScrollOptions {
  readonly frames: number;
  readonly step: number;
  /** Frees what nobody needs at the end, so that memory is what is really held. */
  readonly collects: boolean;
}

async function scrollOnce({ frames, step, collects }: ScrollOptions) {
  const scroller =
    document.querySelector('[role=grid]')?.parentElement ?? document.querySelector('[data-scroller]');
  if (!scroller) throw new Error('There is no list on the page.');
  let longestTaskMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  observer.observe({ entryTypes: ['longtask'] });
  scroller.scrollTop = 0;
  const frameMs: number[] = [];
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  let before = await nextFrame();
  for (let frame = 0; frame < frames; frame += 1) {
    scroller.scrollTop += step;
    const now = await nextFrame();
    frameMs.push(now - before);
    before = now;
  }
  const pictures = [...document.querySelectorAll('img')].filter(
    (image) => image.complete && image.naturalWidth > 0,
  );
  observer.disconnect();
  if (collects) Reflect.get(window, 'gc')?.();
  const memory: unknown = Reflect.get(performance, 'memory');
  const heapBytes: unknown =
    typeof memory === 'object' && memory !== null ? Reflect.get(memory, 'usedJSHeapSize') : 0;
  return {
    ...{ frameMs, longestTaskMs, livePictures: pictures.length },
    elements: document.querySelectorAll('*').length,
    heapMb: Number(heapBytes) / 1e6,
  };
}

async function jumpAndBack(): Promise<number> {
  const scroller =
    document.querySelector('[role=grid]')?.parentElement ?? document.querySelector('[data-scroller]');
  if (!scroller) throw new Error('There is no list on the page.');
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const startedMs = performance.now();
  scroller.scrollTop = scroller.scrollHeight;
  await drawn();
  scroller.scrollTop = 0;
  await drawn();
  return performance.now() - startedMs;
}
