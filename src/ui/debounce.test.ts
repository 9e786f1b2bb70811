import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { debounce } from './debounce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  // First what watches a timer: put back later, it would leave the next file of this worker without a real one.
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('says a held key once, when it is let go', () => {
  const said = vi.fn();
  const { ask } = debounce(500, said);
  for (let repeat = 0; repeat < 30; repeat += 1) {
    ask();
    vi.advanceTimersByTime(40);
  }
  vi.advanceTimersByTime(459);
  expect(said).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(said).toHaveBeenCalledTimes(1);
});

it('says nothing once it is stopped', () => {
  const said = vi.fn();
  const { ask, stop } = debounce(500, said);
  ask();
  stop();
  vi.advanceTimersByTime(5000);
  expect(said).not.toHaveBeenCalled();
});

it('sets one timer, however often it is asked for', () => {
  const { ask } = debounce(500, () => {});
  const timers = vi.spyOn(globalThis, 'setTimeout');
  for (let move = 0; move < 30; move += 1) ask();
  expect(timers).toHaveBeenCalledOnce();
});
