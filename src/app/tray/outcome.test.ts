import { expect, test } from 'vitest';
import { outlineOf } from '../../api/outline.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import type { TaskStatus } from '../../domain/contract/task.ts';
import { type Run, withoutRest, withRefusal, withTask } from '../../domain/run/run.ts';
import { runLabel } from './outcome.ts';

const RUN: Run = {
  parts: ['a', 'b', 'c'].map((idempotencyKey) => ({
    press: { idempotencyKey },
    ...{ taskId: null, problem: null, isCancelled: false, hasLeft: false, leavesPaused: false },
  })),
  isPaused: false,
  pausedBy: null,
};
const SENT = ['a', 'b', 'c'].reduce((run, key) => withTask(run, key, key), RUN);

const tasks = (...statuses: TaskStatus[]) =>
  statuses.map((status, at) => outlineOf(sampleTask(at, { status })));

test.each<[string, TaskStatus[]]>([
  ['0 done · 3 under way', ['queued', 'queued', 'processing']],
  ['1 done · 1 under way · 1 without a picture', ['succeeded', 'finishing', 'uncertain']],
  ['2 done · 1 cancelled', ['succeeded', 'succeeded', 'cancelled']],
  ['All 3 done', ['succeeded', 'succeeded', 'succeeded']],
])('once all is submitted, a run tells what became of it: %s', (label, statuses) => {
  expect(runLabel(SENT, tasks(...statuses))).toBe(label);
});

test('while it is being submitted, or nothing is known of its tasks yet, a run tells how much of it is', () => {
  expect(runLabel(withTask(RUN, 'a', 'a'), tasks('succeeded'))).toBe('1 of 3 submitted');
  expect(runLabel(SENT, null)).toBe('All 3 submitted');
});

test('what never became a task is told apart from what came to nothing', () => {
  const refused = withRefusal(withTask(RUN, 'a', 'a'), 'b', { code: 'internal', sentence: 'No.' });
  expect(runLabel(withoutRest(refused), tasks('failed'))).toBe(
    '0 done · 1 without a picture · 1 refused · 1 not sent',
  );
});
