import { expect, test } from 'vitest';
import { boundedAnswer } from './boundedAnswer.ts';
import { readKlingReply } from './klingReply.ts';

const TASK = {
  ...{ task_id: 't', task_status: 'succeed', task_info: { external_task_id: 'ours' } },
  task_result: { images: [{ url: 'https://host/a.png' }] },
};

test('a page of the list is read whole', () => {
  const page = { code: 0, data: Array.from({ length: 500 }, () => TASK) };
  expect(boundedAnswer(page)).toEqual(page);
});

test.each<[string, (count: number) => object]>([
  ['images', (count) => ({ images: Array.from({ length: count }, (_, at) => `https://host/${at}`) })],
  [
    'lists of images',
    (count) => ({ data: Array.from({ length: count }, (_, at) => [{ url: `//h/${at}` }]) }),
  ],
  ['tasks', (count) => ({ data: Array.from({ length: count }, (_, at) => ({ task_id: `${at}` })) })],
])('of %s without end the first ones are read', (_name, answerOf) => {
  const { tasks } = readKlingReply(200, JSON.stringify(answerOf(50_000)));
  const read = Math.max(tasks.length, tasks[0]?.images.length ?? 0);
  expect(read).toBeGreaterThan(1000);
  expect(read).toBeLessThanOrEqual(10_000);
});

test('an answer of boxes in boxes ends somewhere', () => {
  const deep = (depth: number) => JSON.parse(`${'{"data":'.repeat(depth)}1${'}'.repeat(depth)}`);
  expect(JSON.stringify(boundedAnswer(deep(1000))).length).toBeLessThan(1000);
  expect(boundedAnswer(deep(30))).toEqual(deep(30));
});
