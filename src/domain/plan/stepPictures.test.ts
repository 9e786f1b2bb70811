import { expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { lastStepPicture, stepPictures } from './stepPictures.ts';

const step = { flags: [], resultId: null };
const task = sampleTask(1, {
  expansion: { up: 0, right: 1, bottom: 0, left: 1.5 },
  plan: {
    step: 2,
    steps: [
      { ...step, width: 2400, height: 900, placement: { x: 800, y: 0 }, resultId: 'first' },
      { ...step, width: 3200, height: 900, placement: { x: 1600, y: 0 }, resultId: 'second' },
      { ...step, width: 5600, height: 900, placement: { x: 2400, y: 0 } },
    ],
  },
});

test('each picture of a step lies in the frame so that the source is in its place', () => {
  expect(stepPictures(task).map(({ resultId, rect }) => [resultId, rect])).toEqual([
    ['first', { x: 1600, y: 0, width: 2400, height: 900 }],
    ['second', { x: 800, y: 0, width: 3200, height: 900 }],
  ]);
});

test('of a source that was cropped, what is kept is in its place', () => {
  const crop = { left: 400, top: 0, width: 800, height: 900 };
  const [first] = stepPictures({ ...task, crop });
  // 800 × 1.5 px are added on the left.
  expect(first?.rect.x).toBe(1200 - 800);
});

test('how far a plan has come is the picture of the last step that is there', () => {
  expect(lastStepPicture(task)?.resultId).toBe('second');
});

test('a task of one request has no steps to look at', () => {
  expect(stepPictures(sampleTask(2))).toEqual([]);
  expect(lastStepPicture(sampleTask(2))).toBeNull();
});
