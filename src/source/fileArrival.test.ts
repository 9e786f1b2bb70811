// @vitest-environment happy-dom
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchDrops, watchPastes } from './fileArrival.ts';

const photo = new File(['photo'], 'photo.jpg', { type: 'image/jpeg' });
const DOOR = 'https://example.com/door.jpg';
const WALL = 'https://example.com/wall.jpg';
const onFiles = vi.fn();
const onUrls = vi.fn();
const onHover = vi.fn();
let stop: AbortController;

beforeEach(() => {
  stop = new AbortController();
  document.body.replaceChildren();
  for (const heard of [onFiles, onUrls, onHover]) heard.mockReset();
  watchDrops(stop.signal, { onFiles, onUrls, onHover });
  watchPastes(stop.signal, { onFiles, onUrls });
});

afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

/** What a browser hands over: files, and texts by their type. */
function transferOf(files: readonly File[], texts: Readonly<Record<string, string>> = {}) {
  return {
    files,
    types: [...(files.length > 0 ? ['Files'] : []), ...Object.keys(texts)],
    items: [
      ...files.map(() => ({ kind: 'file', webkitGetAsEntry: () => ({ isDirectory: false }) })),
      ...Object.keys(texts).map(() => ({ kind: 'string' })),
    ],
    getData: (type: string) => texts[type] ?? '',
  };
}

type Transfer = ReturnType<typeof transferOf>;

/** Whether the page took it, and so the browser does nothing of its own with it. */
function send(type: string, parts: object, target: EventTarget = document.body): boolean {
  return !target.dispatchEvent(Object.assign(new Event(type, { bubbles: true, cancelable: true }), parts));
}

const drop = (dataTransfer: Transfer, target?: EventTarget) => send('drop', { dataTransfer }, target);
const paste = (clipboardData: Transfer, target?: EventTarget) => send('paste', { clipboardData }, target);

function field(): HTMLElement {
  return document.body.appendChild(document.createElement('textarea'));
}

test('files that are dropped are handed on, and what hovers is told until then', () => {
  const two = transferOf([photo, photo], { 'text/plain': 'their names' });
  expect(send('dragover', { dataTransfer: two, shiftKey: false })).toBe(true);
  expect(onHover).toHaveBeenLastCalledWith({ files: 2, isBeside: false });
  expect(send('drop', { dataTransfer: two, shiftKey: false })).toBe(true);
  expect(onHover).toHaveBeenLastCalledWith(null);
  expect(onFiles).toHaveBeenCalledExactlyOnceWith([photo, photo], false);
});

test('with Shift held a file is meant to be opened beside what is open', () => {
  const one = { dataTransfer: transferOf([photo]), shiftKey: true };
  send('dragover', one);
  expect(onHover).toHaveBeenLastCalledWith({ files: 1, isBeside: true });
  send('drop', one);
  expect(onFiles).toHaveBeenCalledExactlyOnceWith([photo], true);
});

test('what leaves the window hovers no more; what goes from one part of it to another does', () => {
  send('dragover', { dataTransfer: transferOf([photo]), shiftKey: false });
  send('dragleave', { relatedTarget: document.body });
  expect(onHover).toHaveBeenLastCalledWith({ files: 1, isBeside: false });
  send('dragleave', { relatedTarget: null });
  expect(onHover).toHaveBeenLastCalledWith(null);
});

test('of an image that is dragged out of a link the image is meant', () => {
  const html = `<a href="https://example.com/page"><img src="${DOOR}"></a>`;
  expect(drop(transferOf([], { 'text/uri-list': 'https://example.com/page', 'text/html': html }))).toBe(true);
  expect(onUrls).toHaveBeenCalledExactlyOnceWith([DOOR]);
});

test('addresses that are dropped as a text are handed on, of mere words nothing comes', () => {
  expect(send('dragover', { dataTransfer: transferOf([], { 'text/plain': '' }), shiftKey: false })).toBe(
    true,
  );
  expect(drop(transferOf([], { 'text/plain': 'words' }))).toBe(true);
  expect(onUrls).not.toHaveBeenCalled();
  expect(drop(transferOf([], { 'text/plain': ` ${DOOR}\n${WALL}\n` }))).toBe(true);
  expect(onUrls).toHaveBeenCalledExactlyOnceWith([DOOR, WALL]);
});

test('a drag within the page and a text for a field are left alone', () => {
  expect(drop(transferOf([], { 'text/uri-list': DOOR }), field())).toBe(false);
  expect(drop(transferOf([], { 'text/plain': DOOR }), field())).toBe(false);
  send('dragstart', {});
  expect(drop(transferOf([photo]))).toBe(false);
  expect([...onFiles.mock.calls, ...onUrls.mock.calls]).toEqual([]);
  send('dragend', {});
  expect(drop(transferOf([photo]))).toBe(true);
});

test('a pasted file is handed on, also over a field; copied cells are text there, and a picture elsewhere', () => {
  const cells = transferOf([photo], { 'text/plain': '1\t2' });
  expect(paste(cells, field())).toBe(false);
  expect(paste(transferOf([photo]), field())).toBe(true);
  expect(paste(cells)).toBe(true);
  expect(onFiles.mock.calls).toEqual([[[photo]], [[photo]]]);
});

test('pasted addresses are handed on together, words are not', () => {
  expect(paste(transferOf([], { 'text/plain': ` ${DOOR}\n${WALL}\n` }))).toBe(true);
  expect(paste(transferOf([], { 'text/plain': 'just words' }))).toBe(false);
  expect(onUrls).toHaveBeenCalledExactlyOnceWith([DOOR, WALL]);
});

test('a picture that is copied without a text is handed on by its address', () => {
  expect(paste(transferOf([], { 'text/html': `<p><img src="${DOOR}"></p>` }))).toBe(true);
  expect(paste(transferOf([], { 'text/html': `words <img src="${WALL}">`, 'text/plain': 'words' }))).toBe(
    false,
  );
  expect(paste(transferOf([], { 'text/html': `<img src="${WALL}">` }), field())).toBe(false);
  expect(onUrls).toHaveBeenCalledExactlyOnceWith([DOOR]);
});

test('a drawing and a path are handed on, to be told what to do instead', () => {
  const drawing = '<?xml version="1.0"?>\n<!-- a tool -->\n<svg width="1"/>';
  expect(paste(transferOf([], { 'text/plain': drawing }))).toBe(true);
  expect(onFiles.mock.calls[0]?.[0]).toMatchObject([{ name: 'drawing.svg', size: drawing.length }]);
  expect(paste(transferOf([], { 'text/plain': 'C:\\photos\\a b.jpg' }))).toBe(true);
  expect(onUrls).toHaveBeenCalledExactlyOnceWith(['C:\\photos\\a b.jpg']);
});

test('a text of many comments that is no drawing is seen through at once, however they are combined', () => {
  const comments = '<!-- a -->\n'.repeat(200);
  const pasteWords = () => paste(transferOf([], { 'text/plain': `${comments}<p>words</p>` }));
  // What tries every combination does not come to an end: only from outside is it stopped.
  expect(runInNewContext('pasteWords()', { pasteWords }, { timeout: 5000 })).toBe(false);
  expect(paste(transferOf([], { 'text/plain': `${comments}<svg width="1"/>` }))).toBe(true);
});

test('what the middle button pastes while it pans is not meant', () => {
  vi.useFakeTimers();
  send('pointerdown', { button: 1 });
  expect(paste(transferOf([photo]))).toBe(false);
  send('pointerup', { button: 1 });
  expect(paste(transferOf([photo]))).toBe(false);
  vi.runAllTimers();
  expect(paste(transferOf([photo]))).toBe(true);
});
