import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from './throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('is made at once, then at most every so often, and once more after the last time', () => {
  const write = vi.fn();
  const { ask } = throttle(50, write);
  ask();
  expect(write).toHaveBeenCalledTimes(1);
  for (let ms = 0; ms < 100; ms += 10) {
    ask();
    vi.advanceTimersByTime(10);
  }
  expect(write).toHaveBeenCalledTimes(3);
  ask();
  vi.advanceTimersByTime(500);
  expect(write).toHaveBeenCalledTimes(4);
  ask();
  expect(write).toHaveBeenCalledTimes(5);
});

test('is not made after it was stopped', () => {
  const write = vi.fn();
  const { ask, stop } = throttle(50, write);
  ask();
  ask();
  stop();
  vi.advanceTimersByTime(500);
  expect(write).toHaveBeenCalledTimes(1);
});
