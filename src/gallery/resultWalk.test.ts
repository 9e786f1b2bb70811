import { expect, test } from 'vitest';
import { sampleTask, sampleTaskId } from '../api/sampleTask.ts';
import { findResult, resultBeside } from './resultWalk.ts';

const results = (...ids: string[]) =>
  ids.map((id, index) => ({ id, index, width: 10, height: 10, fileBytes: 1, sent: null, flags: [] }));

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
  [4, 'c'],
  [2, 'd'],
  [1, 'c'],
])('once task %i is gone, %s is shown', (n, id) => {
  expect(resultBeside(tasks, sampleTaskId(n))).toBe(id);
});

test('nothing is left to show beside the only task', () => {
  expect(resultBeside([sampleTask(1, { results: results('a') })], sampleTaskId(1))).toBeNull();
});
