import { createServer, type Server, type ServerResponse } from 'node:http';
import {
  environmentManager,
  focusManager,
  InfiniteQueryObserver,
  type QueryClient,
} from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Task } from '../domain/contract/task.ts';
import { useConnection } from './connection.ts';
import { type LivePaces, startLiveUpdates } from './liveUpdates.ts';
import { outlineOf, outlinesQuery, taskQuery } from './outline.ts';
import { createQueryClient } from './queryClient.ts';
import type { EventStream } from './reconnectingEventSource.ts';
import { sampleTask } from './sampleTask.ts';
import { tasksOf } from './taskList.ts';
import { tasksQuery } from './tasks.ts';

/** One connection of the browser's EventSource, in the hands of the test. */
class TestStream implements EventStream {
  onerror: ((event: Event) => void) | null = null;
  isClosed = false;
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>();

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, listener);
  }
  close(): void {
    this.isClosed = true;
  }
  /** As the relay does once it is reached. */
  open(): void {
    this.send('heartbeat', {});
  }
  fail(): void {
    this.onerror?.(new Event('error'));
  }
  send(type: string, data: unknown): void {
    this.#listeners.get(type)?.(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

const task = (n: number, revision: number) => sampleTask(n, { revision });

let relay: Server;
let stored: Task[];
let asked: number;
/** Set to hold answers back; called with each. */
let hold: ((response: ServerResponse) => void) | null;
let client: QueryClient;
let streams: TestStream[];
let stop: () => void;

beforeEach(async () => {
  // Outside a browser, nothing would be polled.
  environmentManager.setIsServer(() => false);
  stored = [task(1, 1)];
  asked = 0;
  hold = null;
  streams = [];
  relay = createServer(({ url = '' }, response) => {
    asked += 1;
    const answer = answerTo(url);
    if (hold) hold(response);
    else response.end(answer);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const address = relay.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const realFetch = fetch;
  // Outside a browser, paths have no origin of their own.
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
    realFetch(`http://127.0.0.1:${address.port}${path}`, init),
  );
  useConnection.setState(useConnection.getInitialState(), true);
  client = createQueryClient();
  stop = start({});
});

const HOUR_MS = 60 * 60_000;
/** What a test does not set comes too late for it: only a task that runs is polled as ever. */
const LATE = {
  ...{ longestHeadMs: HOUR_MS, longestSilenceMs: HOUR_MS },
  ...{ pollIdleMs: HOUR_MS, pollHiddenMs: HOUR_MS },
};
const start = (paces: Partial<LivePaces>) => startLiveUpdates(client, openTestStream, { ...LATE, ...paces });

/** As the relay answers: a list of tasks, their outlines, or one of them. */
function answerTo(url: string): string {
  const { pathname } = new URL(url, 'http://relay');
  if (pathname === '/api/tasks') return JSON.stringify({ tasks: stored, nextCursor: null });
  if (pathname === '/api/tasks/outline')
    return JSON.stringify({ tasks: stored.map(outlineOf), nextCursor: null });
  return JSON.stringify(stored.find(({ id }) => pathname.endsWith(id)) ?? null);
}

function openTestStream(): EventStream {
  const opened = new TestStream();
  streams.push(opened);
  return opened;
}

afterEach(() => {
  stop();
  focusManager.setFocused(undefined);
  client.clear();
  vi.unstubAllGlobals();
  relay.closeAllConnections();
  relay.close();
});

const stream = () => streams.at(-1) ?? expect.fail('No stream was opened.');
const shown = () => tasksOf(client.getQueryData(tasksQuery.queryKey)).map(({ revision }) => revision);
const connection = () => useConnection.getState().connection;
const showing = (revisions: number[]) => vi.waitUntil(() => shown().join() === revisions.join());

test('events change the list: newer copies, new tasks, deleted ones', async () => {
  stream().open();
  await showing([1]);
  expect(connection()).toBe('live');
  stream().send('task', task(1, 4));
  stream().send('task', task(2, 5));
  stream().send('task', task(1, 3));
  expect(shown()).toEqual([5, 4]);
  stream().send('deleted', { id: task(1, 1).id });
  expect(shown()).toEqual([5]);
});

test('an answer that was under way when an event arrived does not undo it', async () => {
  stream().open();
  await showing([1]);
  const held: ServerResponse[] = [];
  hold = (response) => held.push(response);
  const stale = JSON.stringify({ tasks: stored, nextCursor: null });
  void client.invalidateQueries({ queryKey: tasksQuery.queryKey });
  await vi.waitUntil(() => held.length === 1);
  stream().send('task', task(1, 8));
  stream().send('task', task(2, 9));
  held[0]?.end(stale);
  await vi.waitUntil(() => client.isFetching() === 0);
  expect(shown()).toEqual([9, 8]);
});

test('what was missed while the stream was down is asked for when it opens again', async () => {
  stream().open();
  await showing([1]);
  stream().fail();
  expect(streams[0]?.isClosed).toBe(true);
  await vi.waitUntil(() => streams.length === 2);
  stored = [task(3, 12), task(1, 11)];
  stream().open();
  await showing([12, 11]);
  expect(connection()).toBe('live');
});

test('while the stream is down, a running task is polled', async () => {
  stop();
  stop = start({ pollRunningMs: 100 });
  await showing([1]);
  const before = asked;
  stream().fail();
  // What is asked at the break itself is no poll.
  await vi.waitUntil(() => asked > before && client.isFetching() === 0);
  expect(connection()).toBe('polling');
  stored = [task(1, 20)];
  await vi.waitUntil(() => shown()[0] === 20);
});

test.each([
  ['does not answer', (response: ServerResponse) => response.destroy(), false],
  ['is hidden by a sign-in page', (response: ServerResponse) => response.end('<!doctype html>'), true],
])('a relay that %s is offline, and live again once it answers', async (_how, answer, isIntercepted) => {
  stream().open();
  await showing([1]);
  hold = answer;
  stream().fail();
  await vi.waitUntil(() => connection() === 'offline');
  expect(useConnection.getState().isIntercepted).toBe(isIntercepted);
  expect(shown()).toEqual([1]);
  hold = null;
  stored = [task(1, 30)];
  await vi.waitUntil(() => streams.length > 1);
  stream().open();
  await showing([30]);
  expect(connection()).toBe('live');
  expect(useConnection.getState().isIntercepted).toBe(false);
});

test('a stream that says nothing for too long is opened anew', async () => {
  stop();
  stop = start({ longestSilenceMs: 400 });
  const silent = stream();
  silent.open();
  await showing([1]);
  await vi.waitUntil(() => silent.isClosed);
  await vi.waitUntil(() => stream() !== silent);
});

test('a stream of which a proxy holds the body back is polled instead, however often it opens', async () => {
  stop();
  stop = start({ longestHeadMs: 100 });
  await showing([1]);
  await vi.waitUntil(() => connection() === 'polling');
  const opened = streams.length;
  await vi.waitUntil(() => streams.length > opened + 1);
  stored = [task(1, 40)];
  await vi.waitUntil(() => shown()[0] === 40);
  expect(connection()).toBe('polling');
});

test('an event that cannot be read makes the list be asked for', async () => {
  stream().open();
  await showing([1]);
  await vi.waitUntil(() => client.isFetching() === 0);
  const before = asked;
  stream().send('task', { id: 'of another version' });
  await vi.waitUntil(() => asked > before);
});

test('a relay that goes away after its stream has ended is noticed at the next break, not at the next poll', async () => {
  // Nothing runs, so that a poll is an hour away.
  stored = [];
  streams[0]?.open();
  await vi.waitFor(() => expect(useConnection.getState().connection).toBe('live'));
  const before = asked;
  streams[0]?.fail(); // it still answers
  await vi.waitFor(() => expect(asked).toBeGreaterThan(before));
  await vi.waitFor(() => expect(useConnection.getState().connection).toBe('polling'));
  hold = (response) => response.destroy();
  await vi.waitFor(() => expect(streams.length).toBe(2));
  streams[1]?.fail();
  await vi.waitFor(() => expect(useConnection.getState().connection).toBe('offline'), { timeout: 10_000 });
  hold = null;
  const opened = streams.length;
  await vi.waitFor(() => expect(streams.length).toBeGreaterThan(opened));
});

const grid = outlinesQuery({
  ...{ statuses: [], provider: null, source: null, format: null, batch: null, isStarred: false, search: '' },
});
const outlined = () =>
  client
    .getQueryData(grid.queryKey)
    ?.pages.flatMap(({ tasks }) => tasks)
    .map(({ revision }) => revision);

test('outlines and single tasks are kept as well, also while nobody looks at them', async () => {
  stream().open();
  await client.fetchInfiniteQuery(grid);
  await client.fetchQuery(taskQuery(task(1, 1).id));
  stream().send('task', task(1, 3));
  stream().send('task', task(2, 4));
  expect(outlined()).toEqual([4, 3]);
  expect(client.getQueryData(taskQuery(task(1, 1).id).queryKey)?.revision).toBe(3);

  const looking = new InfiniteQueryObserver(client, grid).subscribe(() => undefined);
  stored = [task(2, 9)];
  stream().fail();
  await vi.waitUntil(() => outlined()?.join() === '9');
  looking();
});

test('an answer with outlines that was under way when an event arrived does not undo it', async () => {
  stream().open();
  await showing([1]);
  await vi.waitUntil(() => client.isFetching() === 0);
  const held: ServerResponse[] = [];
  const stale = answerTo('/api/tasks/outline');
  const staleTask = JSON.stringify(stored[0]);
  hold = (response) => held.push(response);
  const outlines = client.fetchInfiniteQuery(grid);
  const single = client.fetchQuery(taskQuery(task(1, 1).id));
  await vi.waitUntil(() => held.length === 2);
  stream().send('task', task(1, 8));
  stream().send('task', task(2, 9));
  for (const response of held) response.end(response.req.url?.includes('outline') ? stale : staleTask);
  await Promise.all([outlines, single]);
  expect(outlined()).toEqual([9, 8]);
  expect(client.getQueryData(taskQuery(task(1, 1).id).queryKey)?.revision).toBe(8);
});

test('a hidden tab hears that a task has ended', async () => {
  stop();
  stop = start({ pollHiddenMs: 50 });
  stream().open();
  await showing([1]);
  focusManager.setFocused(false);
  expect(stream().isClosed).toBe(true);
  stored = [sampleTask(1, { revision: 7, status: 'failed' })];
  await showing([7]);
});
