import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { taskPageSchema, taskSchema } from '../../src/domain/contract/task.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { Secret } from '../secret.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';

const TOKENS = { anna: '0123456789abcdef0123', ben: 'ben-has-a-long-token' };
type Person = keyof typeof TOKENS;

let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;
beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

async function open(options: { ownTasksOnly?: boolean; heartbeatMs?: number } = {}) {
  const accessTokens = Object.entries(TOKENS).map(([person, token]) => ({
    person,
    secret: new Secret(token),
  }));
  const relay = await openTestRelay({
    ...{ database, finisher: inlineFinisher, accessTokens, dataDir: folder.path },
    ...options,
  });
  onTestFinished(relay.close);
  return relay;
}

const asks =
  (relay: TestRelay, person: Person, key: string) => (method: string, address: string, body?: unknown) =>
    relay.app.request(address, {
      method,
      headers: {
        authorization: `Bearer ${TOKENS[person]}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

/** Reads a stream of events until it ends. */
async function hear(relay: TestRelay, headers: Record<string, string>) {
  const abort = new AbortController();
  const response = await relay.app.request('/api/tasks/events', { headers, signal: abort.signal });
  expect(response.status).toBe(200);
  const state = { text: '', hasEnded: false };
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => {
    for (;;) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) break;
      state.text += chunk.value;
    }
    state.hasEnded = true;
  };
  void read();
  onTestFinished(async () => {
    abort.abort();
    await reader?.cancel();
  });
  await waitUntil('the stream to be caught up', () => state.text.includes('id: '));
  return state;
}

test.each([
  ['apart where each person has own tasks only', true],
  ['together where nothing else is said', false],
])('tasks are kept %s', async (_what, ownTasksOnly) => {
  const relay = await open({ ownTasksOnly });
  const key = randomUUID();
  const [anna, ben] = [asks(relay, 'anna', key), asks(relay, 'ben', key)];
  const { id: sourceId } = await relay.addSource();
  const wish = { sourceId, expansion: { up: 0, right: 0.5, bottom: 0, left: 0 }, n: 1 };
  const heardByBen = await hear(relay, { authorization: `Bearer ${TOKENS.ben}` });
  const created = await anna('POST', '/api/tasks', wish);
  expect(created.status).toBe(201);
  const { id } = taskSchema.parse(await created.json());
  const resultId = randomUUID();
  await database.db.execute(sql`insert into results (task_id, index, id, width, height, file_bytes, flags, created_at)
    values (${id}, 0, ${resultId}, 1, 1, 1, '[]', now())`);
  const listed = async (ask: typeof anna) =>
    taskPageSchema.parse(await (await ask('GET', '/api/tasks')).json()).tasks.some((task) => task.id === id);
  expect([await listed(anna), await listed(ben)]).toEqual([true, !ownTasksOnly]);
  if (!ownTasksOnly) {
    await waitUntil('ben to hear of it', () => heardByBen.text.includes(id));
    expect((await ben('GET', `/api/tasks/${id}`)).status).toBe(200);
    return;
  }
  const refused = [
    ben('GET', `/api/tasks/${id}`),
    ben('POST', `/api/tasks/${id}/retry`),
    ben('POST', `/api/tasks/${id}/submit-anew`),
    ben('POST', `/api/tasks/${id}/give-up`),
    ben('POST', `/api/tasks/${id}/cancel`),
    ben('DELETE', `/api/tasks/${id}`),
    ben('GET', `/api/results/${resultId}/image`),
  ];
  expect((await Promise.all(refused)).map(({ status }) => status)).toEqual(refused.map(() => 404));
  // Nor does the key of another person lead to that person's task.
  expect((await ben('POST', '/api/tasks', wish)).status).toBe(409);
  const own = { ...wish, prompt: 'mine' };
  const mine = await relay.app.request('/api/tasks', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${TOKENS.ben}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(own),
  });
  const { id: ownId } = taskSchema.parse(await mine.json());
  await waitUntil('ben to hear of his own', () => heardByBen.text.includes(ownId));
  expect(heardByBen.text).not.toContain(id);
  expect((await anna('GET', `/api/tasks/${id}`)).status).toBe(200);
});

test('signing out ends the streams of that session at once, and of no other', async () => {
  const relay = await open();
  const signIn = async (token: string) => {
    const response = await relay.app.request('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  const [gone, stays] = [await signIn(TOKENS.anna), await signIn(TOKENS.anna)];
  const streams = [await hear(relay, { cookie: gone }), await hear(relay, { cookie: stays })];
  await relay.app.request('/api/session', { method: 'DELETE', headers: { cookie: gone } });
  await waitUntil('the stream to end', () => streams[0]?.hasEnded);
  expect(streams[1]?.hasEnded).toBe(false);
});

test('a token that is taken away ends what was opened with it', async () => {
  const relay = await open({ heartbeatMs: 20 });
  const response = await relay.app.request('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: TOKENS.ben }),
  });
  const stream = await hear(relay, { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' });
  await database.db.execute(sql`update sessions set token_mark = 'of another token' where person = 'ben'`);
  await waitUntil('the stream to end', () => stream.hasEnded);
});
