import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { Deadline } from './deadline.ts';

const NEVER = new Promise<never>(() => undefined);

test('however often it waits, nothing of that is kept', async () => {
  const patience = new Deadline(new AbortController().signal, 60_000);
  for (let piece = 0; piece < 50; piece += 1) expect(await patience.with(Promise.resolve(piece))).toBe(piece);
  expect(getEventListeners(patience.signal, 'abort')).toEqual([]);
  patience.release();
});

test('it ends with the time, or with somebody who gives up, and says which', async () => {
  const late = new Deadline(new AbortController().signal, 1);
  await expect(late.with(NEVER)).rejects.toThrow('The time is over.');
  expect(late.isOver).toBe(true);

  const outer = new AbortController();
  const left = new Deadline(outer.signal, 60_000);
  const waiting = left.with(NEVER);
  outer.abort(new Error('No longer wanted.'));
  await expect(waiting).rejects.toThrow('No longer wanted.');
  expect(left.isOver).toBe(false);
  await expect(left.with(NEVER)).rejects.toThrow('No longer wanted.');
});
