import { expect, onTestFinished, test, vi } from 'vitest';
import { askForTask } from './gatheredTasks.ts';
import { sampleTask } from './sampleTask.ts';

const tasks = Array.from({ length: 130 }, (_, number) => sampleTask(number + 1));

/** What was asked of the relay, which has all tasks but those that are gone. */
function relayWithout(gone: readonly string[] = []): URL[] {
  const asked: URL[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    const url = new URL(path, 'http://relay');
    asked.push(url);
    const ids = url.searchParams.get('ids')?.split(',');
    const there = tasks.filter(({ id }) => !gone.includes(id));
    if (ids) return Response.json({ tasks: there.filter(({ id }) => ids.includes(id)), nextCursor: null });
    const one = there.find(({ id }) => url.pathname.endsWith(id));
    const problem = {
      code: 'task-not-found',
      title: 'Not found',
      status: 404,
      detail: 'Gone.',
      requestId: 'r',
    };
    return one ? Response.json(one) : Response.json({ type: 'about:blank', ...problem }, { status: 404 });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return asked;
}

const ids = (count: number) => tasks.slice(0, count).map(({ id }) => id);

test('tasks that are wanted in one moment are asked for together, a hundred at a time', async () => {
  const asked = relayWithout();
  const wanted = ids(130);
  const found = await Promise.all([...wanted, ...ids(3)].map(askForTask));
  expect(found.map(({ id }) => id)).toEqual([...wanted, ...ids(3)]);
  expect(asked.map(({ searchParams }) => searchParams.get('ids')?.split(',').length)).toEqual([100, 30]);
  expect(asked.map(({ searchParams }) => searchParams.get('limit'))).toEqual(['100', '30']);
});

test('one alone is asked for by itself, and what comes later is not held up', async () => {
  const asked = relayWithout();
  const [first = '', second = ''] = ids(2);
  expect((await askForTask(first)).id).toBe(first);
  expect((await askForTask(second)).id).toBe(second);
  expect(asked.map(({ pathname }) => pathname)).toEqual([`/api/tasks/${first}`, `/api/tasks/${second}`]);
});

test('one that is gone says so, and the others arrive', async () => {
  const [gone = '', there = ''] = ids(2);
  relayWithout([gone]);
  const [missing, found] = await Promise.allSettled([askForTask(gone), askForTask(there)]);
  expect(missing).toMatchObject({ status: 'rejected', reason: { code: 'task-not-found' } });
  expect(found).toMatchObject({ status: 'fulfilled', value: { id: there } });
});

test('where the relay is away everybody who asked hears it', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  onTestFinished(() => void vi.unstubAllGlobals());
  const heard = await Promise.allSettled(ids(3).map(askForTask));
  for (const one of heard) expect(one).toMatchObject({ reason: { code: 'relay-unreachable' } });
});
