import { queueOptionsSymbol } from 'piscina';
import { expect, test } from 'vitest';
import { FairTaskQueue, inLine } from './fairTaskQueue.ts';

const waiting = (name: string, line?: string) => {
  const work = line === undefined ? {} : inLine(line, {});
  return { [queueOptionsSymbol]: null, name, ...work };
};

test('a long line lets the first of each other one through, and keeps its own order', () => {
  const queue = new FairTaskQueue();
  const batch = [1, 2, 3, 4].map((number) => waiting(`batch ${number}`, 'batch'));
  for (const each of batch) queue.push(each);
  const [anna, dropped, nobody] = [waiting('anna', 'anna'), waiting('dropped', 'ben'), waiting('nobody')];
  for (const each of [anna, dropped, nobody]) queue.push(each);
  queue.remove(dropped);
  expect(queue.size).toBe(6);
  const order = Array.from({ length: 6 }, () => queue.shift());
  expect(order).toEqual([batch[0], anna, nobody, ...batch.slice(1)]);
  expect([queue.size, queue.shift()]).toEqual([0, null]);
});
