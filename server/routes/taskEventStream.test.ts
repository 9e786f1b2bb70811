import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { TASK_EVENTS, type Task, taskDeletedSchema, taskSchema } from '../../src/domain/contract/task.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { TaskEvents } from '../tasks/rows/taskEvents.ts';
import { type TaskNews, TaskReader } from '../tasks/rows/taskReader.ts';
import { openSharedRelay, type SharedRelay } from '../testing/sharedRelay.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';

let shared: SharedRelay;
let relay: TestRelay;

beforeAll(async () => {
  shared = await openSharedRelay();
  relay = shared.relay;
});
afterAll(() => shared.close());

interface Heard {
  readonly event: string;
  readonly id: number;
  readonly task: Task | null;
  readonly taskId: string;
}

/** Reads a stream as a browser does; `heard` grows while it is open. */
async function listen({ lastEventId, of = relay }: { lastEventId?: string; of?: TestRelay } = {}) {
  const abort = new AbortController();
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await of.app.request('/api/tasks/events', { headers, signal: abort.signal });
  const heard: Heard[] = [];
  const types: string[] = [];
  const state = { lastId: '', hasEnded: false };
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => {
    let text = '';
    for (;;) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) break;
      text += chunk.value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) types.push(...take(block, heard, state));
    }
    state.hasEnded = true;
  };
  void read();
  const close = async () => {
    abort.abort();
    await reader?.cancel();
  };
  onTestFinished(close);
  return { heard, types, state, close, response };
}

/** Takes one block of the stream, and tells the type of its event if it is one. */
function take(block: string, heard: Heard[], state: { lastId: string }): string[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  state.lastId = field('id') ?? state.lastId;
  const [event, data] = [field('event'), field('data')];
  if (event === undefined || data === undefined) return [];
  if (event === TASK_EVENTS.heartbeat) return [event];
  const json: unknown = JSON.parse(data);
  const task = event === TASK_EVENTS.task ? taskSchema.parse(json) : null;
  heard.push({ event, task, id: Number(state.lastId), taskId: task?.id ?? taskDeletedSchema.parse(json).id });
  return [event];
}

test('every listener hears of each change, with its revision as the id', async () => {
  const [first, second] = [await listen(), await listen()];
  expect(first.response.headers.get('content-type')).toContain('text/event-stream');
  await waitUntil('both to be there', () => first.state.lastId !== '' && second.state.lastId !== '');
  const task = await relay.submit();
  await relay.tasks.cancel(task.id);
  await relay.tasks.remove(task.id);
  for (const { heard } of [first, second]) {
    await waitUntil('the deletion', () => heard.some(({ event }) => event === 'deleted'));
    const own = heard.filter(({ taskId }) => taskId === task.id);
    expect(own.at(-1)?.event).toBe('deleted');
    for (const { task: told, id } of own) if (told !== null) expect(told.revision).toBe(id);
    const ids = own.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  }
});

test('whoever comes back first hears what was missed, once', async () => {
  const before = await listen();
  await waitUntil('the stream to say where it is', () => before.state.lastId !== '');
  await before.close();
  const kept = await relay.submit();
  const removed = await relay.submit();
  await relay.tasks.remove(removed.id);
  const back = await listen({ lastEventId: before.state.lastId });
  await waitUntil('what was missed', () => back.heard.length >= 2);
  expect(back.heard.map(({ event, taskId }) => [event, taskId])).toEqual([
    ['task', kept.id],
    ['deleted', removed.id],
  ]);
  await relay.tasks.cancel(kept.id);
  await waitUntil('what comes after', () => back.heard.length === 3);
  expect(back.heard.at(-1)?.task?.status).toBe('cancelled');
});

test('a stream on which nothing happens says time and again that it is still there', async () => {
  const other = await openTestRelay({ database: shared.database, dataDir: shared.dataDir, heartbeatMs: 20 });
  onTestFinished(() => other.close());
  const { types } = await listen({ of: other });
  await waitUntil('a second heartbeat', () => types.length >= 2);
  expect(new Set(types)).toEqual(new Set([TASK_EVENTS.heartbeat]));
});

test('a stream ends when the relay stops', async () => {
  const other = await openTestRelay({ database: shared.database, dataDir: shared.dataDir });
  const response = await other.app.request('/api/tasks/events');
  await other.close();
  expect(await response.text()).toContain('retry: 1000');
});

/** Reads tasks a moment after it was said which, so that they can change in between. */
class LateReader extends TaskReader {
  meanwhile: () => Promise<unknown> = async () => undefined;

  override async news(ids: readonly string[]): Promise<TaskNews[]> {
    await this.meanwhile();
    this.meanwhile = async () => undefined;
    return super.news(ids);
  }
}

test('what changes once more while a page of news is read does not hide what changed before', async () => {
  const [first, second] = [await relay.submit(), await relay.submit()];
  const reader = new LateReader(shared.database.db);
  reader.meanwhile = () => relay.tasks.cancel(first.id);
  const page = await reader.newsSince(first.revision - 1, 1);
  expect(page).toEqual({ news: [], upTo: first.revision, isAll: false });
  const rest = await reader.newsSince(page.upTo, 10);
  expect(rest.news.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(rest).toMatchObject({ isAll: true, upTo: rest.news[1]?.revision });
});

test('nor does it while it is told to those who listen', async () => {
  const [first, second] = [await relay.submit(), await relay.submit()];
  const reader = new LateReader(shared.database.db);
  const events = new TaskEvents(reader, () => undefined);
  const heard: TaskNews[] = [];
  const quiet = { onConfig: () => undefined, onSignOut: () => undefined, onClose: () => undefined };
  events.subscribe({ ...quiet, onNews: (news) => heard.push(news) });
  const changed = new Promise<Task>((resolve) => {
    reader.meanwhile = async () => resolve(await relay.tasks.cancel(first.id));
  });
  events.notice(first);
  const { revision } = await changed;
  events.notice(second);
  events.notice({ id: first.id, revision });
  await waitUntil('both', () => heard.length >= 2);
  expect(heard.map((news) => [news.id, news.revision])).toEqual([
    [second.id, second.revision],
    [first.id, revision],
  ]);
});
