import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Alarm } from './alarm.ts';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

const MAX_NAP_MS = 300;

/** When it rang. */
function rings() {
  const at: number[] = [];
  const now = () => new Date();
  const alarm = new Alarm({ now, ring: () => at.push(Date.now()), maxNapMs: MAX_NAP_MS });
  return { alarm, at };
}

test('an alarm rings once, at the soonest of what it was set to', () => {
  const { alarm, at } = rings();
  for (const atMs of [200, 100, 150]) alarm.set(atMs);
  vi.advanceTimersByTime(1000);
  expect(at).toEqual([100]);
});

test('a nap ends at its longest, however often it is set to other moments far away', () => {
  const { alarm, at } = rings();
  for (let days = 30; days > 0; days -= 1) {
    alarm.set(Date.now() + days * 86_400_000);
    vi.advanceTimersByTime(50);
  }

  expect(at).toEqual([300, 600, 900, 1200, 1500]);
});
