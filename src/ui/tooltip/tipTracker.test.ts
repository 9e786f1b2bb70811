// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { REST_MS, STILL_READING_MS, type Tipped, trackTips } from './tipTracker.ts';

let heard: (Tipped | null)[] = [];
let stop = () => undefined as unknown;

beforeEach(() => {
  vi.useFakeTimers();
  heard = [];
  stop = trackTips((tipped) => heard.push(tipped));
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
  vi.useRealTimers();
});

test('the pointer has to rest; then the words come with their key, and go when it leaves', () => {
  const { icon, button } = tipped('Star', 'S');
  over(icon);
  vi.advanceTimersByTime(REST_MS - 1);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual([{ anchor: button, words: 'Star', keys: 'S' }]);
  over(document.body);
  expect(heard.at(-1)).toBeNull();
});

test('whoever has just read one reads the next at once, and later waits again', () => {
  const [first, second] = [tipped('Star'), tipped('Delete')];
  over(first.button);
  vi.advanceTimersByTime(REST_MS);
  over(document.body);
  over(second.button);
  expect(heard.at(-1)?.words).toBe('Delete');
  over(document.body);
  vi.advanceTimersByTime(STILL_READING_MS);
  over(first.button);
  expect(heard.at(-1)).toBeNull();
});

test('what is pressed shows none until the pointer comes anew', () => {
  const { button } = tipped('Star');
  over(button);
  button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  vi.advanceTimersByTime(REST_MS);
  expect(heard).toEqual([]);
});

test.each(['keydown', 'wheel', 'scroll'])('%s takes the words away', (type) => {
  const { button } = tipped('Star');
  over(button);
  vi.advanceTimersByTime(REST_MS);
  button.dispatchEvent(new Event(type, { bubbles: true }));
  expect(heard.at(-1)).toBeNull();
});

test('words that change while they are shown are shown as they are now', async () => {
  const { button } = tipped('Uploading');
  over(button);
  vi.advanceTimersByTime(REST_MS);
  button.dataset.tip = 'Uploaded';
  await vi.waitFor(() => expect(heard.at(-1)?.words).toBe('Uploaded'));
});

test('the keyboard’s focus shows them at once, and takes them along', () => {
  const { button } = tipped('Star');
  button.focus();
  expect(heard.at(-1)?.words).toBe('Star');
  button.blur();
  expect(heard.at(-1)).toBeNull();
});

test('a finger asks for none', () => {
  over(tipped('Star').button, 'touch');
  vi.advanceTimersByTime(REST_MS);
  expect(heard).toEqual([]);
});

test('what explains itself alone shows its words at a press, a finger’s too, and they go with the next one', () => {
  const { button } = tipped('Sent as a copy');
  button.dataset.explained = '';
  button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
  button.click();
  expect(heard).toEqual([{ anchor: button, words: 'Sent as a copy', keys: undefined }]);
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
  expect(heard.at(-1)).toBeNull();
});

test('a press on what does something shows none', () => {
  tipped('Star').button.click();
  expect(heard).toEqual([]);
});

test('a label shows its words when the keyboard comes to what it is the label of', () => {
  const label = document.createElement('label');
  label.dataset.tip = 'Pixels';
  const input = document.createElement('input');
  label.append(input);
  document.body.append(label);
  input.focus();
  expect(heard.at(-1)?.words).toBe('Pixels');
  input.blur();
  expect(heard.at(-1)).toBeNull();
});

test('what stands there in full is not said again; where it is cut off, all of it is', () => {
  const { button } = tipped('A meadow in the evening');
  button.textContent = 'A meadow in the evening';
  over(button);
  vi.advanceTimersByTime(REST_MS);
  expect(heard).toEqual([]);
  Object.defineProperty(button, 'scrollHeight', { value: 40 });
  over(document.body);
  over(button);
  vi.advanceTimersByTime(REST_MS);
  expect(heard.at(-1)?.words).toBe('A meadow in the evening');
});

test('what was taken away meanwhile shows none', () => {
  const { button } = tipped('Star');
  over(button);
  button.remove();
  vi.advanceTimersByTime(REST_MS);
  expect(heard).toEqual([]);
});

function tipped(words: string, keys?: string) {
  const button = document.createElement('button');
  button.dataset.tip = words;
  if (keys !== undefined) button.dataset.keys = keys;
  const icon = document.createElement('i');
  button.append(icon);
  document.body.append(button);
  return { button, icon };
}

function over(element: Element, pointerType = 'mouse'): void {
  element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType }));
}
