import { expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { badgedTitle, justEnded } from './doneNews.ts';

test('only what was seen running and ended by itself is told', () => {
  const tasks = [
    sampleTask(1, { status: 'succeeded' }),
    sampleTask(2, { status: 'failed' }),
    sampleTask(3, { status: 'cancelled' }),
    sampleTask(4, { status: 'processing' }),
    sampleTask(5, { status: 'succeeded' }),
    sampleTask(6, { status: 'succeeded' }),
  ];
  const before = new Map(
    tasks.slice(0, 5).map(({ id }, at) => [id, at === 4 ? 'succeeded' : 'processing'] as const),
  );
  expect(justEnded(before, tasks).map(({ id }) => id)).toEqual([tasks[0]?.id, tasks[1]?.id]);
});

test('the title counts, and is itself again', () => {
  expect(badgedTitle('Outframe', 2)).toBe('(2) Outframe');
  expect(badgedTitle('Outframe', 0)).toBe('Outframe');
});
