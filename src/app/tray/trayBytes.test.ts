import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptFile } from '../../source/keptFile.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { arrive } from './arrive.ts';
import { startThumbnails } from './thumbnails.ts';
import { useUnkept } from './trayBytes.ts';
import { traySentence } from './traySentence.ts';
import { addItems, setItems, useTrayStore } from './trayStore.ts';

/** A worker whose script cannot be had: it says so once, and never answers. */
class DeadWorker extends EventTarget {
  postMessage(): void {
    queueMicrotask(() => this.dispatchEvent(new Event('error')));
    this.postMessage = () => undefined;
  }
  terminate(): void {}
}

/** Answers of the browser's database: none has room. */
const refusals: (() => void)[] = [];
/** They come when the test says so. */
let isHeld = true;

function openDatabase(): object {
  const request: { onerror?: () => void } = {};
  refusals.push(() => request.onerror?.());
  if (!isHeld) queueMicrotask(refuseAll);
  return request;
}

function refuseAll(): void {
  for (const refuse of refusals.splice(0)) refuse();
}

/** A bound for what hangs. */
const BOUND = { timeout: 200_000, interval: 5 };

const PNG = Uint8Array.from('\x89PNG\r\n', (char) => char.charCodeAt(0));
const CALM = { trouble: null, isOffline: false };
const items = () => useTrayStore.getState().items;
const sentence = () => traySentence(items(), { ...CALM, unkept: useUnkept.getState() });

beforeEach(() => {
  isHeld = true;
  vi.stubGlobal('indexedDB', { open: openDatabase });
  vi.stubGlobal('Worker', DeadWorker);
  useSourceStore.setState({ opened: null, source: null, problem: null });
  useUnkept.setState({}, true);
  setItems([]);
});

/** Whoever opens the same database next would wait for an answer that never comes. */
afterEach(() => {
  isHeld = false;
  refuseAll();
});

async function dropFour(): Promise<void> {
  const names = ['one', 'two', 'three', 'four'];
  const files = names.map((name) => new File([PNG, name], name, { type: 'image/png' }));
  void arrive(files, { openAlone: async () => false });
  await vi.waitUntil(() => items().length === 4, BOUND);
}

test('it is told which images a reload would lose, and those without room stay at hand', async () => {
  await dropFour();
  expect(sentence()).toContain('4 still being copied into this browser');
  await vi.waitUntil(() => {
    refuseAll();
    return sentence().includes('4 not kept by this browser: send before you reload');
  }, BOUND);
  expect((await keptFile(items()[3]?.opened.key ?? ''))?.name).toBe('four');
});

test('an image whose bytes were not kept over a reload is refused for that, and not as changed on the disk', async () => {
  await dropFour();
  // As the next page finds them: under keys that nothing is at hand for.
  const found = items().map((item, at) => ({ ...item, opened: { ...item.opened, key: `gone-${at}` } }));
  setItems([]);
  addItems(found);
  const stop = startThumbnails();
  await vi.waitUntil(() => {
    refuseAll();
    return items().every(({ refused }) => refused !== null);
  }, BOUND);
  stop();
  expect(items()[0]?.refused?.sentence).toMatch(/^The browser did not keep this image/);
});

test('images that come into a tray that is looked at already are at hand from the first moment: none is refused', async () => {
  const stop = startThumbnails();
  await dropFour();
  await vi.waitUntil(() => {
    refuseAll();
    return items().every(({ isForRelay, refused }) => isForRelay || refused !== null);
  }, BOUND);
  stop();
  expect(items().map(({ refused }) => refused?.sentence)).toEqual(Array(4).fill(undefined));
});

test('where thumbnails cannot be drawn here none is waited for: all are for the relay', async () => {
  await dropFour();
  const stop = startThumbnails();
  await vi.waitUntil(() => items().every(({ isForRelay }) => isForRelay), BOUND);
  stop();
});
