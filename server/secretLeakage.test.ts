import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { problemSchema } from '../src/domain/contract/problem.ts';
import { sourceSchema } from '../src/domain/contract/source.ts';
import { type Task, taskSchema } from '../src/domain/contract/task.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';
import { testJpeg } from '../testing/testImages.ts';
import { startFakeUpstream } from '../testing/upstream/fakeUpstream.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { dataFolder } from './testing/dataFolder.ts';
import { type TestDatabases, testDatabaseKinds } from './testing/testDatabases.ts';

const KEY = 'sk-find-me-if-you-can-4711';
const builtApp = fileURLToPath(new URL('../dist', import.meta.url));

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function expectNoKeyIn(folder: string): Promise<number> {
  const files = await filesUnder(folder);
  for (const file of files) {
    expect((await readFile(file)).includes(KEY), `the key in ${file}`).toBe(false);
  }
  return files.length;
}

/** Calls a relay and keeps everything it says, headers too. */
function openLine(relay: RelayProcess) {
  const heard: string[] = [];
  const call = async (address: string, init: RequestInit = {}): Promise<string> => {
    const response = await fetch(relay.url + address, init);
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
    heard.push(JSON.stringify([address, response.status, ...response.headers]), body);
    return body;
  };
  const listen = async () => {
    const abort = new AbortController();
    const response = await fetch(`${relay.url}/api/tasks/events`, { signal: abort.signal });
    heard.push(JSON.stringify([...response.headers]));
    const read = async () => {
      for await (const chunk of response.body ?? []) heard.push(Buffer.from(chunk).toString('utf8'));
    };
    const ended = read().catch(() => undefined);
    return async () => {
      abort.abort();
      await ended;
    };
  };
  return { heard, call, listen };
}

const post = (body?: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

// The embedded one, whose files are looked into too.
describe.each(testDatabaseKinds().slice(0, 1))('with the $name database', (kind) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await kind.start();
  });
  afterAll(() => databases.stop());

  test('the key is in no answer, no event, no log, no file and no table, even when the upstream repeats it', async () => {
    const dataDir = await dataFolder();
    const upstream = await startFakeUpstream({ exact: true, key: KEY, timing: { polls: 2 } });
    onTestFinished(() => upstream.close());
    const relay = await RelayProcess.launch({
      ...(await databases.settings('key')),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'trace',
      DEERAPI_KEY: KEY,
      PROVIDER_BASE_URL: upstream.url,
    });
    onTestFinished(() => relay.dispose());
    const { heard, call, listen } = openLine(relay);
    const hangUp = await listen();

    const image = new Uint8Array(await testJpeg());
    const source = sourceSchema.parse(
      JSON.parse(await call('/api/sources', { method: 'POST', body: image })),
    );
    const submit = async (): Promise<Task> => {
      const body = { sourceId: source.id, expansion: { up: 0.2, right: 0.3, bottom: 0, left: 0 } };
      const key = { 'idempotency-key': `key-${heard.length}` };
      return taskSchema.parse(JSON.parse(await call('/api/tasks', post(body, key))));
    };
    const look = async (id: string): Promise<Task> =>
      taskSchema.parse(JSON.parse(await call(`/api/tasks/${id}`)));
    const ended = (id: string) =>
      waitUntil('the end', async () => {
        const task = await look(id);
        return task.endedAt === null ? null : task;
      });
    const echo = (status: number, code: number | null) => ({
      status,
      body: { code, message: `The key Bearer ${KEY} is not known.`, request_id: `r-${KEY}` },
    });

    upstream.addFaults(
      { on: 'create', reply: echo(429, 1302) },
      { on: 'create', reply: echo(401, 1000) },
      { on: 'query', reply: { status: 502, body: `<h1>Bad gateway</h1> Authorization: Bearer ${KEY}` } },
    );
    const task = await submit();
    const stopped = await waitUntil('the refusal', async () => {
      const { waiting } = await look(task.id);
      return waiting?.code === 'upstream-unauthorized' ? waiting : null;
    });
    expect(stopped.upstream).toMatchObject({
      message: 'The key Bearer [redacted] is not known.',
      requestId: 'r-[redacted]',
    });
    expect(await call('/api/config')).toContain('upstream-unauthorized');
    await call('/api/providers/deerapi/try', post());
    const done = await ended(task.id);
    expect(done.status).toBe('succeeded');

    const [result] = done.results;
    const images = [`/api/sources/${source.id}/image`, `/api/results/${result?.id}/image`];
    for (const address of images) {
      for (const query of ['', '?width=100', '?format=jpeg', '?rendition=raw']) await call(address + query);
    }
    const cancelled = await submit();
    await call(`/api/tasks/${cancelled.id}/cancel`, post());
    await call(`/api/tasks/${cancelled.id}/cancel`, post());
    for (const address of ['/', '/api/config', '/api/tasks', `/api/sources/${source.id}`, '/api/health']) {
      await call(address);
    }
    await call('/api/ready');
    expect(problemSchema.parse(JSON.parse(await call('/api/nonsense'))).code).toBe('not-found');
    expect(problemSchema.parse(JSON.parse(await call('/api/tasks', post({})))).status).toBe(400);
    await call(`/api/tasks/${cancelled.id}`, { method: 'DELETE' });
    await waitUntil('the event of the deletion', () => heard.some((text) => text.includes('event: deleted')));
    await hangUp();
    expect(await relay.stop('SIGTERM')).toBe(0);

    expect(heard.length).toBeGreaterThan(40);
    expect(heard.filter((text) => text.includes(KEY))).toEqual([]);
    expect(relay.output).toContain('Task stepped.');
    expect(relay.output).toContain('[redacted]');
    expect(relay.output).not.toContain(KEY);
    expect(await expectNoKeyIn(dataDir)).toBeGreaterThan(3);

    const database = await databases.open(dataDir, 'key');
    onTestFinished(() => database.close());
    for (const table of ['sources', 'tasks', 'results']) {
      const rows = await database.db.execute(sql`select * from ${sql.identifier(table)}`);
      const dump = JSON.stringify(rows);
      expect(dump, table).toContain('created_at');
      expect(dump, table).not.toContain(KEY);
    }
  });
});

test.runIf(existsSync(builtApp))('the built app knows neither the key nor where it comes from', async () => {
  expect(await expectNoKeyIn(builtApp)).toBeGreaterThan(2);
  for (const file of await filesUnder(builtApp)) {
    // A command to copy has the name of a variable in the key's place.
    expect(await readFile(file, 'latin1'), file).not.toMatch(/Bearer (?!\$)|api\.deerapi\.com/);
  }
});

test('the tokens of people are in no answer, no log and no file', async () => {
  const dataDir = await dataFolder();
  const relay = await RelayProcess.launch({
    DATA_DIR: dataDir,
    ACCESS_TOKENS: `anna:${KEY}`,
    LOG_LEVEL: 'trace',
  });
  onTestFinished(() => relay.dispose());
  const { heard, call } = openLine(relay);
  await call('/api/session', post({ token: 'somebody-elses-token' }));
  await call('/api/session', post({ token: KEY, more: KEY.length }));
  await call('/api/session', post({ token: KEY }));
  const bearer = { authorization: `Bearer ${KEY}` };
  for (const address of ['/api/config', '/api/tasks', '/metrics', '/api/openapi.json', '/api/nonsense']) {
    await call(address, { headers: bearer });
  }
  await call('/api/tasks', post({}, bearer));
  expect(await relay.stop('SIGTERM')).toBe(0);
  expect(heard.join()).toContain('{"person":"anna"}');
  expect(relay.output).toContain('Signed in.');
  expect([...heard, relay.output].filter((text) => text.includes(KEY))).toEqual([]);
  expect(await expectNoKeyIn(dataDir)).toBeGreaterThan(3);
});
