import { expect, test } from 'vitest';
import { keptFor } from './keptFor.ts';

function reads() {
  const begun: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  let nowMs = 0;
  const read = () => new Promise<string>((resolve, reject) => void begun.push({ resolve, reject }));
  const kept = keptFor(100, () => nowMs, read);
  return {
    kept,
    begun,
    at: (ms: number) => {
      nowMs = ms;
    },
  };
}

test('it is read once for all who ask, and anew once it is old or the clock went back', async () => {
  const { kept, begun, at } = reads();
  const both = [kept.get(), kept.get()];
  begun[0]?.resolve('first');
  expect(await Promise.all(both)).toEqual(['first', 'first']);
  at(99);
  expect(await kept.get()).toBe('first');
  for (const ms of [100, 50]) {
    at(ms);
    void kept.get();
  }
  expect(begun).toHaveLength(3);
});

test('what was being read when it was forgotten is not kept', async () => {
  const { kept, begun } = reads();
  const old = kept.get();
  kept.forget();
  const next = kept.get();
  begun[1]?.resolve('new');
  begun[0]?.resolve('old');
  expect(await Promise.all([old, next, kept.get()])).toEqual(['old', 'new', 'new']);
  expect(begun).toHaveLength(2);
});

test('a read that failed is told and not kept', async () => {
  const { kept, begun } = reads();
  const failing = kept.get();
  begun[0]?.reject(new Error('away'));
  await expect(failing).rejects.toThrow('away');
  const next = kept.get();
  begun[1]?.resolve('there');
  expect(await next).toBe('there');
});
