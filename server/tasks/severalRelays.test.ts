import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startFakeUpstream } from '../../e2e/upstream/fakeUpstream.ts';
import { sourceSchema, type Task, taskSchema } from '../../src/domain/contract.ts';
import { dataFolder } from '../testing/databaseTemplate.ts';
import { RelayProcess } from '../testing/relayProcess.ts';
import { type TestDatabases, testDatabaseKinds } from '../testing/testDatabases.ts';
import { testJpeg } from '../testing/testImages.ts';
import { waitUntil } from '../testing/waitUntil.ts';

async function submit(url: string): Promise<Task> {
  const sent = await fetch(`${url}/api/sources`, { method: 'POST', body: new Uint8Array(await testJpeg()) });
  const source = sourceSchema.parse(await sent.json());
  const answer = await fetch(`${url}/api/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ sourceId: source.id, expansion: { up: 0, right: 0.5, bottom: 0, left: 0 } }),
  });
  return taskSchema.parse(await answer.json());
}

async function look(url: string, id: string): Promise<Task> {
  return taskSchema.parse(await (await fetch(`${url}/api/tasks/${id}`)).json());
}

/** Resolves once a stream of events has told of a task in a state. */
async function heard(url: string, id: string, status: string): Promise<void> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/tasks/events`, { signal: abort.signal });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.includes(id) && text.includes(`"status":"${status}"`)) break;
  }
  abort.abort();
}

describe.each(testDatabaseKinds())('relays killed at work, on the $name database', (kind) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await kind.start();
  });
  afterAll(() => databases.stop());

  test('what one was doing is finished, paid once', async () => {
    const upstream = await startFakeUpstream({ timing: { elapsedMs: 6000 } });
    onTestFinished(() => upstream.close());
    const settings = {
      ...(await databases.settings('several')),
      DATA_DIR: await dataFolder(),
      DEERAPI_KEY: upstream.key,
      PROVIDER_BASE_URL: upstream.url,
      LOG_LEVEL: 'info',
    };
    const start = async () => {
      const relay = await RelayProcess.start(settings);
      onTestFinished(async () => void (await relay.end('SIGKILL')));
      return relay;
    };
    const first = await start();
    const second = kind.name === 'postgres' ? await start() : null;
    const task = await submit(first.url);
    await waitUntil('the provider to have it', async () =>
      (await look(first.url, task.id)).status === 'processing' ? true : null,
    );
    await first.end('SIGKILL');
    const survivor = second ?? (await start());
    await heard(survivor.url, task.id, 'succeeded');
    const done = await look(survivor.url, task.id);
    expect(done).toMatchObject({ status: 'succeeded', results: [{ width: 600, height: 320 }] });
    const image = await fetch(`${survivor.url}/api/results/${done.results[0]?.id}/image`);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
    expect(upstream.state().refused).toEqual([]);
  });

  test('a change at one is told to tabs at the other', async () => {
    if (kind.name !== 'postgres') return;
    const settings = { ...(await databases.settings('told')), DATA_DIR: await dataFolder() };
    const [first, second] = await Promise.all([RelayProcess.start(settings), RelayProcess.start(settings)]);
    for (const relay of [first, second]) onTestFinished(async () => void (await relay.end('SIGKILL')));
    const task = await submit(first.url);
    await Promise.all([first, second].map(({ url }) => heard(url, task.id, 'succeeded')));
  });
});
