import { beforeEach, expect, test, vi } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { MAX_TRAY } from '../../domain/limits.ts';
import { setExpansion, useEditorStore } from '../../editor/state/editorStore.ts';
import { redo, undo } from '../../editor/state/history.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { forgetOutside, useOutsideHistory } from '../../ui/outsideHistory.ts';
import { openAnew } from '../openings.ts';
import { arrive } from './arrive.ts';
import { changeItem, itemOf, setItems, useTrayStore } from './trayStore.ts';
import { openItem, removeItems } from './walk.ts';
import { applyTo } from './works.ts';

/** What the browser is decoding, by the text in the file: each comes when the test says so. */
const decoding = new Map<string, ((picture: unknown) => void)[]>();

async function comesAs(text: string, picture: unknown = PICTURE): Promise<void> {
  for (const come of await vi.waitUntil(() => decoding.get(text), BOUND)) come(picture);
}

async function isAskedFor(text: string, times = 1): Promise<void> {
  await vi.waitUntil(() => decoding.get(text)?.length === times, BOUND);
}

/** A bound for what hangs. */
const BOUND = { timeout: 200_000, interval: 5 };

const PICTURE = { width: 400, height: 300, close: () => undefined };
const PNG = '\x89PNG\r\n';

function fileOf(name: string, bytes: string): File {
  return new File([Uint8Array.from(bytes, (char) => char.charCodeAt(0))], name, { type: 'image/png' });
}

/** A browser that keeps nothing, as in a private window. */
function refusedRequest(): Partial<IDBOpenDBRequest> {
  const request: { onerror?: () => void } = {};
  queueMicrotask(() => request.onerror?.());
  return request as Partial<IDBOpenDBRequest>;
}

const now = () => useEditorStore.getState();
const keyOf = (name: string) =>
  useTrayStore.getState().items.find(({ opened }) => opened.name === name)?.opened.key ?? '';

beforeEach(() => {
  decoding.clear();
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('indexedDB', { open: refusedRequest });
  vi.stubGlobal('createImageBitmap', async (file: Blob) => {
    const text = Buffer.from(await file.arrayBuffer()).toString('latin1');
    return await new Promise((resolve) => decoding.set(text, [...(decoding.get(text) ?? []), resolve]));
  });
  useSourceStore.setState({ opened: null, source: null, problem: null });
  setItems([]);
  forgetOutside();
});

async function openThree(): Promise<void> {
  const files = ['one', 'two', 'three'].map((name) => fileOf(name, `${PNG}${name}`));
  const isOpen = arrive(files, { openAlone: async () => false });
  await comesAs(`${PNG}one`);
  expect(await isOpen).toBe(true);
  decoding.clear();
}

test('work that goes on while the next image comes is kept for the image it was done on', async () => {
  await openThree();
  const coming = openItem(keyOf('two'));
  await isAskedFor(`${PNG}two`);
  setExpansion({ ...NO_EXPANSION, left: 70 });
  await comesAs(`${PNG}two`);
  expect(await coming).toBe(true);
  expect(now().expansion).toEqual(NO_EXPANSION);
  expect(itemOf(keyOf('one'))?.work.expansion.left).toBe(70);

  const back = openItem(keyOf('one'));
  await comesAs(`${PNG}one`);
  expect(await back).toBe(true);
  expect(now().expansion.left).toBe(70);
  expect(useEditorStore.temporal.getState().pastStates).toHaveLength(1);
});

test('work on an image of the tray is kept as well when a file that is opened beside it takes a while', async () => {
  await openThree();
  const coming = openAnew(async () => ({ file: fileOf('four', `${PNG}four`) }));
  await isAskedFor(`${PNG}four`);
  setExpansion({ ...NO_EXPANSION, left: 70 });
  await comesAs(`${PNG}four`);
  expect(await coming).toBe(true);
  expect(itemOf(keyOf('one'))?.work.expansion.left).toBe(70);
  expect(useTrayStore.getState().items).toHaveLength(4);
});

test('back on the image that is open while another one comes, that one does not come up any more', async () => {
  await openThree();
  const left = openItem(keyOf('two'));
  await isAskedFor(`${PNG}two`);
  expect(await openItem(keyOf('one'))).toBe(true);
  await comesAs(`${PNG}two`);
  expect(await left).toBe(false);
  expect(useSourceStore.getState()).toMatchObject({ opened: { name: 'one' }, isOpening: false });
});

test('what is pasted into an image while it comes is a step of its own there', async () => {
  await openThree();
  for (const name of ['one', 'two']) changeItem(keyOf(name), { size: { width: 400, height: 300 } });
  setExpansion({ ...NO_EXPANSION, left: 0.7 });
  const coming = openItem(keyOf('two'));
  await isAskedFor(`${PNG}two`);
  await applyTo(keyOf('one'), [keyOf('two')]);
  await comesAs(`${PNG}two`);
  expect(await coming).toBe(true);
  expect(now().expansion.left).toBe(0.7);
  undo();
  expect(now().expansion).toEqual(NO_EXPANSION);
});

test('what was done for several images is taken back on the one it was done on, and leaves what was worked on since', async () => {
  await openThree();
  for (const name of ['one', 'two', 'three']) changeItem(keyOf(name), { size: { width: 400, height: 300 } });
  setExpansion({ ...NO_EXPANSION, left: 0.7 });
  await applyTo(keyOf('one'), [keyOf('two'), keyOf('three')]);
  const there = openItem(keyOf('two'));
  await comesAs(`${PNG}two`);
  await there;
  setExpansion({ ...NO_EXPANSION, right: 0.2 });
  const back = openItem(keyOf('one'));
  await comesAs(`${PNG}one`);
  await back;
  undo();
  expect(itemOf(keyOf('three'))?.work.expansion).toEqual(NO_EXPANSION);
  expect(itemOf(keyOf('two'))?.work.expansion).toEqual({ ...NO_EXPANSION, right: 0.2 });
  expect(now().expansion.left).toBe(0.7);
});

test('an image that was left before it came is not refused for what is wrong with the next', async () => {
  await openThree();
  const left = openItem(keyOf('two'));
  await isAskedFor(`${PNG}two`);
  const next = openItem(keyOf('three'));
  await comesAs(`${PNG}three`, { ...PICTURE, width: 20 });
  expect(await next).toBe(false);
  await comesAs(`${PNG}two`);
  expect(await left).toBe(false);
  expect(itemOf(keyOf('two'))?.refused).toBe(null);
  expect(itemOf(keyOf('three'))?.refused?.code).toBe('source-too-small');
});

test('the first that can be opened comes up, also where it is asked for twice', async () => {
  const files = ['one', 'two', 'three'].map((name) => fileOf(name, `${PNG}${name}`));
  const isOpen = arrive(files, { openAlone: async () => false });
  await comesAs(`${PNG}one`, { ...PICTURE, width: 20 });
  await isAskedFor(`${PNG}two`);
  const again = openItem(keyOf('two'));
  await isAskedFor(`${PNG}two`, 2);
  await comesAs(`${PNG}two`);
  expect(await Promise.all([isOpen, again])).toEqual([true, true]);
  expect(useSourceStore.getState().opened?.name).toBe('two');
});

test('what is done while the files of a second drop are compared stays, and two drops at once add up', async () => {
  await openThree();
  const one = keyOf('one');
  const again = [fileOf('copy', `${PNG}one`), fileOf('four', `${PNG}four`)];
  const openAlone = async () => false;
  const drops = [arrive(again, { openAlone }), arrive([fileOf('five', `${PNG}five`)], { openAlone })];
  // Before anything was read.
  changeItem(one, { size: { width: 400, height: 300 } });
  removeItems(new Set([keyOf('three')]));
  await Promise.all(drops);
  const { items } = useTrayStore.getState();
  expect(items.map(({ opened }) => opened.name)).toEqual(['one', 'two', 'four', 'five']);
  expect(itemOf(one)?.size).toEqual({ width: 400, height: 300 });
});

async function walkTo(name: string): Promise<void> {
  const there = openItem(keyOf(name));
  await comesAs(`${PNG}${name}`);
  expect(await there).toBe(true);
  decoding.clear();
}

test('an image that comes up for one that was taken out has its own steps and the removal, which goes where it is taken back', async () => {
  await openThree();
  for (const name of ['one', 'two', 'three']) changeItem(keyOf(name), { size: { width: 400, height: 300 } });
  await walkTo('two');
  setExpansion({ ...NO_EXPANSION, left: 0.7 });
  await applyTo(keyOf('two'), [keyOf('three')]);
  await walkTo('one');
  setExpansion({ ...NO_EXPANSION, up: 0.3 });
  const one = keyOf('one');
  removeItems(new Set([one]));
  await comesAs(`${PNG}two`);
  await vi.waitUntil(() => useOutsideHistory.getState().done.length === 2);
  decoding.clear();

  undo();
  await comesAs(`${PNG}one`);
  await vi.waitUntil(() => now().sourceKey === one);
  decoding.clear();
  expect(useOutsideHistory.getState()).toMatchObject({ done: [], undone: [{}] });
  redo();
  await comesAs(`${PNG}two`);
  await vi.waitUntil(() => now().sourceKey === keyOf('two'));
  decoding.clear();

  await walkTo('three');
  await walkTo('two');
  undo();
  await comesAs(`${PNG}one`);
  await vi.waitUntil(() => now().sourceKey === one);
  decoding.clear();
  await walkTo('two');
  undo();
  expect(itemOf(keyOf('three'))?.work.expansion).toEqual(NO_EXPANSION);
});

test('an image that is still being read while a drop fills the tray is not opened as one too many', async () => {
  await openThree();
  const opening = openAnew(async () => ({ file: fileOf('late', `${PNG}late`) }));
  await isAskedFor(`${PNG}late`);
  const [{ length }, open] = [useTrayStore.getState().items, useSourceStore.getState().opened];
  const more = Array.from({ length: MAX_TRAY - length }, (_, at) => fileOf(`${at}`, `${PNG}${at}`));
  await arrive(more, { openAlone: async () => false });
  await comesAs(`${PNG}late`);
  expect(await opening).toBe(false);
  expect(useTrayStore.getState().items).toHaveLength(MAX_TRAY);
  expect(useSourceStore.getState()).toMatchObject({ opened: open, refused: null });
  expect(useSourceStore.getState().problem?.code).toBe('tray-full');
});
