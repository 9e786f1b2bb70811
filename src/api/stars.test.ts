import { expect, onTestFinished, test, vi } from 'vitest';
import { outlineOf, outlinesQuery, starMutation, taskQuery } from './outline.ts';
import { createQueryClient } from './queryClient.ts';
import { sampleTask } from './sampleTask.ts';
import { tasksQuery } from './tasks.ts';

const result = {
  ...{ id: 'one', index: 0, width: 10, height: 10, fileBytes: 1, sent: null, flags: [], proof: null },
  ...{ colour: null, isStarred: false },
};
const task = sampleTask(1, { status: 'succeeded', results: [result, { ...result, id: 'two', index: 1 }] });
const everything = outlinesQuery({
  ...{ statuses: [], provider: null, source: null, format: null, batch: null, isStarred: false, search: '' },
});

/** A browser that shows a task, and the answer to what it asks next. */
function page() {
  const client = createQueryClient();
  const list = <T>(shown: T) => ({ pages: [{ tasks: [shown], nextCursor: null }], pageParams: [null] });
  client.setQueryData(everything.queryKey, list(outlineOf(task)));
  client.setQueryData(tasksQuery.queryKey, list(task));
  client.setQueryData(taskQuery(task.id).queryKey, task);
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal('fetch', () => new Promise((resolve) => (answer = resolve)));
  onTestFinished(() => void vi.unstubAllGlobals());
  const starring = client
    .getMutationCache()
    .build(client, starMutation)
    .execute({ ids: ['one'], isStarred: true });
  const stars = () =>
    [
      client.getQueryData(everything.queryKey)?.pages[0]?.tasks[0],
      client.getQueryData(tasksQuery.queryKey)?.pages[0]?.tasks[0],
      client.getQueryData(taskQuery(task.id).queryKey),
    ].map((shown) => shown?.results.map(({ isStarred }) => isStarred));
  return { starring, stars, answer: (response: Response) => answer(response) };
}

test('a star is shown at once, wherever its result is', async () => {
  const { starring, stars, answer } = page();
  await vi.waitFor(() => expect(stars()).toEqual(Array(3).fill([true, false])));
  const starred = {
    ...task,
    revision: 9,
    results: [{ ...result, isStarred: true }, ...task.results.slice(1)],
  };
  answer(Response.json({ tasks: [starred] }));
  await starring;
  expect(stars()).toEqual(Array(3).fill([true, false]));
});

test('a star that is refused is taken back', async () => {
  const { starring, stars, answer } = page();
  await vi.waitFor(() => expect(stars()[0]).toEqual([true, false]));
  const problem = {
    ...{ type: 'about:blank', title: 'Gone', status: 404, detail: 'It is gone.', code: 'result-not-found' },
    requestId: 'r',
  };
  answer(Response.json(problem, { status: 404, headers: { 'Content-Type': 'application/problem+json' } }));
  await expect(starring).rejects.toThrow();
  expect(stars()).toEqual(Array(3).fill([false, false]));
});
