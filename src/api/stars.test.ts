import { expect, onTestFinished, test, vi } from 'vitest';
import type { Task } from '../domain/contract/task.ts';
import { outlineOf, outlinesQuery, taskQuery } from './outline.ts';
import { createQueryClient } from './queryClient.ts';
import { sampleTask } from './sampleTask.ts';
import { sendStarsOnLeaving, starMutation } from './stars.ts';
import { tasksQuery, upsertTaskInCache } from './tasks.ts';

const result = {
  ...{ id: 'one', index: 0, width: 10, height: 10, fileBytes: 1, sent: null, flags: [], proof: null },
  ...{ colour: null, isStarred: false },
};
const everything = outlinesQuery({
  ...{ statuses: [], provider: null, source: null, format: null, batch: null, isStarred: false, search: '' },
});

/** A browser that shows a task of its own, and the answers to what it asks, in the order of its questions. */
function page(name: number) {
  const task = sampleTask(name, {
    status: 'succeeded',
    results: [result, { ...result, id: 'two', index: 1 }],
  });
  const client = createQueryClient();
  const list = <T>(shown: T) => ({ pages: [{ tasks: [shown], nextCursor: null }], pageParams: [null] });
  client.setQueryData(everything.queryKey, list(outlineOf(task)));
  client.setQueryData(tasksQuery.queryKey, list(task));
  client.setQueryData(taskQuery(task.id).queryKey, task);
  const questions: { url: string; init: RequestInit; answer: (response: Response) => void }[] = [];
  vi.stubGlobal(
    'fetch',
    (url: string, init: RequestInit) => new Promise((answer) => questions.push({ url, init, answer })),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  const star = () => client.getQueryData(taskQuery(task.id).queryKey)?.results[0]?.isStarred;
  const shown = [star()];
  client.getQueryCache().subscribe(() => shown.at(-1) !== star() && shown.push(star()));
  return {
    ...{ task, client, questions },
    press: (isStarred: boolean, id = 'one') =>
      client
        .getMutationCache()
        .build(client, starMutation)
        .execute({ ids: [id], isStarred }),
    stars: () =>
      [
        client.getQueryData(everything.queryKey)?.pages[0]?.tasks[0],
        client.getQueryData(tasksQuery.queryKey)?.pages[0]?.tasks[0],
        client.getQueryData(taskQuery(task.id).queryKey),
      ].map((each) => each?.results.map(({ isStarred }) => isStarred)),
    /** What the first result's star was shown as, one after the other. */
    shown,
    asked: (count: number) => vi.waitFor(() => expect(questions).toHaveLength(count)),
  };
}

/** The task as the relay has it after its first result was starred, or was not any more. */
function told(task: Task, revision: number, isStarred: boolean): Task {
  return { ...task, revision, results: [{ ...result, isStarred }, ...task.results.slice(1)] };
}

function starred(...as: Parameters<typeof told>): Response {
  return Response.json({ tasks: [told(...as)] });
}

function refused(): Response {
  const problem = {
    ...{ type: 'about:blank', title: 'Gone', status: 404, detail: 'It is gone.', code: 'result-not-found' },
    requestId: 'r',
  };
  return Response.json(problem, { status: 404, headers: { 'Content-Type': 'application/problem+json' } });
}

test('a star is shown at once, wherever its result is', async () => {
  const { task, questions, press, stars, asked } = page(1);
  const starring = press(true);
  await vi.waitFor(() => expect(stars()).toEqual(Array(3).fill([true, false])));
  await asked(1);
  questions[0]?.answer(starred(task, 9, true));
  await starring;
  expect(stars()).toEqual(Array(3).fill([true, false]));
});

test('a star that is refused is taken back', async () => {
  const { questions, press, stars, asked } = page(2);
  const starring = press(true);
  await vi.waitFor(() => expect(stars()[0]).toEqual([true, false]));
  await asked(1);
  questions[0]?.answer(refused());
  await expect(starring).rejects.toThrow();
  expect(stars()).toEqual(Array(3).fill([false, false]));
});

test('the second of two quick presses is sent after the first was answered, and what it shows stays', async () => {
  const { task, questions, press, stars, shown, asked } = page(3);
  const presses = [press(true), press(false)];
  await asked(1);
  await vi.waitFor(() => expect(shown).toEqual([false, true, false]));
  questions[0]?.answer(starred(task, 9, true));
  await asked(2);
  expect(stars()).toEqual(Array(3).fill([false, false]));
  questions[1]?.answer(starred(task, 10, false));
  await Promise.all(presses);
  expect(stars()).toEqual(Array(3).fill([false, false]));
  expect(shown).toEqual([false, true, false]);
});

test('a refusal of the first of two presses leaves what the second one shows', async () => {
  const { task, questions, press, stars, shown, asked } = page(4);
  const first = press(true);
  const presses = [press(false), press(true)];
  await asked(1);
  questions[0]?.answer(refused());
  await expect(first).rejects.toThrow();
  await asked(2);
  expect(stars()).toEqual(Array(3).fill([true, false]));
  questions[1]?.answer(starred(task, 9, false));
  await asked(3);
  questions[2]?.answer(starred(task, 10, true));
  await Promise.all(presses);
  expect(shown).toEqual([false, true, false, true]);
});

test('news and lists that do not know of a press yet do not take its star away', async () => {
  const { task, client, questions, press, stars, asked } = page(5);
  const starring = press(true);
  await asked(1);
  upsertTaskInCache(client, task.id, told(task, 9, false));
  expect(stars()).toEqual(Array(3).fill([true, false]));
  const asking = client.fetchInfiniteQuery({ ...everything, staleTime: 0 });
  await asked(2);
  questions[1]?.answer(Response.json({ tasks: [outlineOf(told(task, 9, false))], nextCursor: null }));
  await asking;
  expect(stars()).toEqual(Array(3).fill([true, false]));
  questions[0]?.answer(starred(task, 10, true));
  await starring;
});

test('a page that goes has sent what was pressed: a press that waited for its turn goes too', async () => {
  const { client, questions, press, asked } = page(6);
  void press(true);
  void press(false);
  void press(true, 'two');
  await asked(1);
  sendStarsOnLeaving(client);
  await asked(3);
  const sent = questions.map(({ init }) => [init.keepalive, JSON.parse(String(init.body))]);
  expect(sent).toEqual([
    [true, { ids: ['one'], isStarred: true }],
    [true, { ids: ['two'], isStarred: true }],
    [true, { ids: ['one'], isStarred: false }],
  ]);
});

test('a page that goes when every press was answered sends nothing', async () => {
  const { task, client, questions, press, asked } = page(7);
  const starring = press(true);
  await asked(1);
  questions[0]?.answer(starred(task, 9, true));
  await starring;
  sendStarsOnLeaving(client);
  expect(questions).toHaveLength(1);
});
