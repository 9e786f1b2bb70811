// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttledStorage } from './throttledStorage.ts';

const written: number[] = [];
const storage = throttledStorage<number>({
  getItem: () => null,
  setItem: (_name, { state }) => void written.push(state),
  removeItem: () => undefined,
});
const change = (state: number) => storage.setItem('tray', { state });

beforeEach(() => {
  vi.useFakeTimers();
  written.length = 0;
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test('of many changes the first is written at once and then the latest, not each', () => {
  for (let state = 1; state <= 100; state += 1) change(state);
  expect(written).toEqual([1]);
  vi.runAllTimers();
  expect(written).toEqual([1, 100]);
});

test('a page that goes writes what is left, once', () => {
  for (const state of [1, 2, 3]) change(state);
  window.dispatchEvent(new Event('pagehide'));
  expect(written).toEqual([1, 3]);
  vi.runAllTimers();
  expect(written).toEqual([1, 3]);
});
