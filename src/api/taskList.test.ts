import { describe, expect, test } from 'vitest';
import { sampleTask, sampleTaskId } from './sampleTask.ts';
import { type TaskList, tasksOf, withChanges, withoutTask, withTask } from './taskList.ts';

const task = (n: number, revision = n + 1) => sampleTask(n, { revision });

/** A list of pages of task numbers; more pages may follow when `hasMore`. */
function list(pages: number[][], hasMore = false): TaskList {
  return {
    pages: pages.map((numbers, index) => ({
      tasks: numbers.map((n) => task(n)),
      nextCursor: index < pages.length - 1 || hasMore ? `after ${numbers.at(-1)}` : null,
    })),
    pageParams: pages.map(() => null),
  };
}

function numbers(tasks: TaskList): number[][] {
  return tasks.pages.map((page) => page.tasks.map(({ id }) => Number(id.slice(-12))));
}

describe('A task that arrives', () => {
  test.each([
    ['a new one goes to the front', list([[3, 2], [1]]), 4, [[4, 3, 2], [1]]],
    ['into an empty list', list([[]]), 1, [[1]]],
    ['one between others goes where its age puts it', list([[4, 2], [1]]), 3, [[4, 3, 2], [1]]],
    ['one older than a whole page goes to the next', list([[4], [2]]), 3, [[4], [3, 2]]],
    ['the oldest goes last when everything is loaded', list([[4, 3]]), 1, [[4, 3, 1]]],
    ['the oldest waits for its page when more can be loaded', list([[4, 3]], true), 1, [[4, 3]]],
  ])('%s', (_case, before, arriving, after) => {
    expect(numbers(withTask(before, task(arriving)))).toEqual(after);
  });

  test('replaces its older copy in place', () => {
    const after = withTask(list([[3, 2], [1]]), task(2, 50));
    expect(numbers(after)).toEqual([[3, 2], [1]]);
    expect(tasksOf(after).map(({ revision }) => revision)).toEqual([4, 50, 2]);
  });

  test.each([2, 3])(
    'leaves the list as it is when the copy there is as new or newer (revision %i)',
    (revision) => {
      const before = list([[3, 2, 1]]);
      expect(withTask(before, task(2, revision))).toBe(before);
    },
  );

  test('leaves other pages untouched, so that they are not drawn again', () => {
    const before = list([[3, 2], [1]]);
    expect(withTask(before, task(3, 50)).pages[1]).toBe(before.pages[1]);
  });
});

describe('A task that is deleted', () => {
  test('is taken out of its page', () => {
    expect(numbers(withoutTask(list([[3, 2], [1]]), sampleTaskId(2)))).toEqual([[3], [1]]);
  });

  test('changes nothing when it was not there', () => {
    const before = list([[3, 2]]);
    expect(withoutTask(before, sampleTaskId(9))).toBe(before);
  });
});

describe('Changes during a fetch', () => {
  const changes = new Map([
    [sampleTaskId(5), task(5)],
    [sampleTaskId(3), null],
    [sampleTaskId(2), task(2, 70)],
  ]);

  test('are brought into an answer that does not know of them', () => {
    const after = withChanges(list([[4, 3, 2]]), changes);
    expect(numbers(after)).toEqual([[5, 4, 2]]);
    expect(tasksOf(after).at(-1)?.revision).toBe(70);
  });

  test('change nothing the second time', () => {
    const once = withChanges(list([[4, 3, 2]]), changes);
    expect(withChanges(once, changes)).toBe(once);
  });
});
