import { existsSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { mainThreadTasks } from '../../testing/mainThreadTasks.ts';
import { residentBytes } from '../relay/processFigures.ts';

const PATIENCE_MS = 300_000;
const SAMPLE_MS = 100;

export interface BatchFigures {
  readonly longestTaskMs: number;
  readonly longestTaskCpuMs: number;
  readonly totalCpuMs: number;
  readonly firstMs: number;
  readonly allMs: number;
  readonly memoryMb: number;
}

/** Opens a page, drops files on it, and measures until there is a small picture of each. */
export async function measureBatch(
  browser: Browser,
  files: readonly string[],
  open: (page: Page) => Promise<void>,
): Promise<BatchFigures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await open(page);
  await page.evaluate(RECORD);
  // Files of the disk, as from a folder's window, and no copies of them in the page's memory.
  await page.locator('#dropped-files').setInputFiles([...files]);
  const memory = await watchMemory(browser);
  try {
    const tasks = await mainThreadTasks(await context.newCDPSession(page), () =>
      page.evaluate('dropFiles()'),
    );
    const { at, longestTaskMs } = await page.evaluate<Recorded>('recorded');
    return {
      longestTaskMs,
      longestTaskCpuMs: tasks.longestMs,
      totalCpuMs: tasks.totalMs,
      firstMs: at[0] ?? Number.NaN,
      allMs: at.at(-1) ?? Number.NaN,
      memoryMb: (await memory.stop()) / 1e6,
    };
  } finally {
    await memory.stop();
    await context.close();
  }
}

/** The most that any page's process has in memory until it is stopped. */
async function watchMemory(browser: Browser): Promise<{ readonly stop: () => Promise<number> }> {
  const session = await browser.newBrowserCDPSession();
  let most = 0;
  const sample = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    // One that was kept in reserve may have ended since.
    const bytes = pids.filter((pid) => existsSync(`/proc/${pid}`)).map(residentBytes);
    most = Math.max(most, ...bytes);
  };
  let latest = sample();
  const timer = setInterval(() => {
    latest = sample();
  }, SAMPLE_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await latest;
      return most;
    },
  };
}

interface Recorded {
  /** When each small picture was there, in milliseconds since the drop. */
  readonly at: readonly number[];
  readonly longestTaskMs: number;
}

// As text: the loader of these files gives functions names with a helper that the page does not have.
const RECORD = `{
  window.recorded = { at: [], longestTaskMs: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      recorded.longestTaskMs = Math.max(recorded.longestTaskMs, duration);
  }).observe({ entryTypes: ['longtask'] });
  let droppedMs = 0;
  let settle;
  window.pictureIsThere = () => {
    recorded.at.push(performance.now() - droppedMs);
    if (recorded.at.length === input.files.length) settle();
  };
  document.addEventListener('load', ({ target }) => {
    if (target instanceof HTMLImageElement && target.closest('[data-tray]')) pictureIsThere();
  }, { capture: true });
  const input = document.createElement('input');
  Object.assign(input, { type: 'file', multiple: true, id: 'dropped-files', hidden: true });
  document.body.append(input);
  window.dropFiles = () => {
    const transfer = new DataTransfer();
    for (const file of input.files) transfer.items.add(file);
    droppedMs = performance.now();
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    return new Promise((resolve) => { settle = resolve; });
  };
}`;

/** Makes one bitmap of each file as soon as it arrives, and draws it small. */
export const NAIVE_PAGE = `{
  const draw = async (file) => {
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    canvas.getContext('2d').drawImage(bitmap, 0, 0, 320, 240);
    bitmap.close();
    document.body.append(canvas);
    pictureIsThere();
  };
  window.addEventListener('drop', ({ dataTransfer }) => {
    for (const file of [...dataTransfer.files]) void draw(file);
  });
}`;
