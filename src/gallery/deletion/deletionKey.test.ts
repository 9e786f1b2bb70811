import { expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { deletedLabel, resultKey, resultOfKey, withoutDeleted } from './deletionKey.ts';

const task = sampleTask(1, {
  results: ['a', 'b'].map((id, index) => ({
    ...{ id, index, width: 10, height: 10, fileBytes: 1, sent: null, flags: [], proof: null },
    ...{ colour: null, isStarred: false },
  })),
});
const other = sampleTask(2);

test('what is about to be deleted is left out, and the rest stays as it is', () => {
  const left = withoutDeleted([other, task], new Set([resultKey('a')]));
  expect(left[0]).toBe(other);
  expect(left[1]?.results.map(({ id }) => id)).toEqual(['b']);
  expect(withoutDeleted([other, task], new Set([task.id]))).toEqual([other]);
});

test('a key tells a result from a task', () => {
  expect(resultOfKey(resultKey('a-0'))).toBe('a-0');
  expect(resultOfKey(task.id)).toBeNull();
});

test.each([
  [['t'], 'Task deleted'],
  [['t', 'u'], '2 tasks deleted'],
  [[resultKey('a')], 'Result deleted'],
  [[resultKey('a'), resultKey('b')], '2 results deleted'],
  [['t', resultKey('b')], '2 deleted'],
])('%j: %s', (keys, label) => {
  expect(deletedLabel(keys)).toBe(label);
});
