import { expect, test } from 'vitest';
import { sampleTask, sampleTaskId } from '../../api/sampleTask.ts';
import { findResult, resultBeside } from './resultWalk.ts';

const results = (...ids: string[]) =>
  ids.map((id, index) => ({
    id,
    index,
    width: 10,
    height: 10,
    fileBytes: 1,
    sent: null,
    proof: null,
    colour: null,
    isStarred: false,
    flags: [],
  }));

const tasks = [
  sampleTask(4, { results: results('a', 'b') }),
  sampleTask(3),
  sampleTask(2, { results: results('c') }),
  sampleTask(1, { results: results('d', 'e') }),
];

test.each([
  ['a', null, 'b'],
  ['b', 'a', 'c'],
  ['c', 'b', 'd'],
  ['e', 'd', null],
])('beside %s stand %s and %s', (id, previous, next) => {
  expect(findResult(tasks, id)).toMatchObject({ result: { id }, previous, next });
});

test('a result that is not there is not found', () => {
  expect(findResult(tasks, 'z')).toBeNull();
});

test.each([
  [4, 'a', 'b'],
  [4, 'b', 'a'],
  [2, 'c', 'd'],
  [1, 'e', 'd'],
])('in task %i, once %s is gone, %s is shown', (n, gone, id) => {
  expect(resultBeside(tasks, sampleTaskId(n), gone)).toBe(id);
});

test('after the last task, the last result of the one before is shown', () => {
  expect(resultBeside(tasks.slice(0, 3), sampleTaskId(2), 'c')).toBe('b');
});

test('nothing is left to show beside the only task', () => {
  expect(resultBeside([sampleTask(1, { results: results('a') })], sampleTaskId(1), 'a')).toBeNull();
});
