import { chmodSync, statSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { sourceSchema } from '../src/domain/contract/source.ts';
import { type Task, type TaskStatus, taskSchema } from '../src/domain/contract/task.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';
import { testJpeg } from '../testing/testImages.ts';
import { startFakeUpstream } from '../testing/upstream/fakeUpstream.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { dataFolder } from './testing/dataFolder.ts';

const KEY = 'sk-kept-4711';

const ONE_STEP = { expansion: { up: 0.2, right: 0.3, bottom: 0, left: 0 } };
/** Four times the area. */
const TWO_STEPS = { expansion: { up: 0, right: 1, bottom: 1, left: 0 }, maxSteps: 2 };

async function submit(relay: RelayProcess, n: number, frame: object = ONE_STEP): Promise<Task> {
  const bytes = new Uint8Array(await testJpeg());
  const source = sourceSchema.parse(
    await (await fetch(`${relay.url}/api/sources`, { method: 'POST', body: bytes })).json(),
  );
  const response = await fetch(`${relay.url}/api/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `key-${n}-${Math.random()}` },
    body: JSON.stringify({ sourceId: source.id, ...frame, n }),
  });
  return taskSchema.parse(await response.json());
}

async function look(relay: RelayProcess, id: string): Promise<Task> {
  return taskSchema.parse(await (await fetch(`${relay.url}/api/tasks/${id}`)).json());
}

test('killed at any moment and started again, a plan goes on and each step of it is paid once', async () => {
  const dataDir = await dataFolder();
  const upstream = await startFakeUpstream({
    ...{ exact: true, key: KEY, timing: { polls: 1_000_000 }, repeats: 'accepted' },
  });
  onTestFinished(() => upstream.close());
  const settings = {
    ...{ DATA_DIR: dataDir, DEERAPI_KEY: KEY, PROVIDER_BASE_URL: upstream.url },
    PROVIDER_GRACE_SECONDS: '1',
  };
  const start = async () => {
    const started = await RelayProcess.launch(settings);
    onTestFinished(() => started.dispose());
    return started;
  };
  const seen: string[] = [];

  upstream.addFaults(
    { on: 'create', hang: 'after-handling' },
    { on: 'image', hang: 'after-handling' },
    // The second step is not taken before the relay dies once more.
    { on: 'create', nth: 2, hang: 'before-handling' },
  );
  let relay = await start();
  const task = await submit(relay, 2, TWO_STEPS);
  const killWhen = async (status: TaskStatus, isSo: () => boolean) => {
    const now = await waitUntil(status, async () => {
      const { plan, ...one } = await look(relay, task.id);
      return isSo() && one.status === status ? plan : null;
    });
    seen.push(`${status} ${now.step}`);
    await relay.kill9();
    relay = await start();
  };
  await killWhen('submitting', () => upstream.state().creates.length === 1);
  await killWhen('processing', () => Object.values(upstream.state().queries).some((count) => count > 1));
  upstream.finishAtPoll(1);
  await killWhen('finishing', () => upstream.state().fileRequests > 0);
  await killWhen('submitting', () => upstream.state().creates.length === 2);
  const done = await waitUntil('success', async () => {
    const now = await look(relay, task.id);
    return now.endedAt === null ? null : now;
  });

  expect(seen).toEqual(['submitting 0', 'processing 0', 'finishing 0', 'submitting 1']);
  expect(done).toMatchObject({ status: 'succeeded', problem: null, results: [{ index: 0 }, { index: 1 }] });
  expect(upstream.state().acceptedByExternalId).toEqual({
    ...{ [`${task.id}-step1-try1`]: 1, [`${task.id}-step2-try1`]: 1 },
  });
  expect(upstream.state().refused).toEqual([]);
  expect(upstream.state().fileRequestsWithKey).toBe(0);
});

test('a data folder is its owner’s alone; one in use, a port in use, made-up addresses and wrong settings are each said in a sentence', async () => {
  const dataDir = await dataFolder();
  chmodSync(dataDir, 0o755);
  const relay = await RelayProcess.launch({
    ...{ DATA_DIR: dataDir, DEERAPI_KEY: 'unused' },
    // It stands for a name that leads there.
    PROVIDER_BASE_URL: 'http://198.18.0.1',
  });
  onTestFinished(() => relay.dispose());
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  // Before anybody pays.
  await waitUntil('the warning', () => relay.output.includes('answers 198.18.0.1 with 198.18.0.1'));

  const second = await RelayProcess.spawn({ DATA_DIR: dataDir });
  const third = await RelayProcess.spawn({
    DATA_DIR: await dataFolder(),
    PORT: new URL(relay.url).port,
  });
  const fourth = await RelayProcess.spawn({ PORT: 'many', PROVIDER: 'deerapi' });
  expect(await Promise.all([second.ended(), third.ended(), fourth.ended()])).toEqual([1, 1, 1]);
  expect(second.output).toMatch(/data folder .* in use by another relay \(process \d+\)/);
  expect(third.output).toMatch(/Port \d+ is taken/);
  expect(fourth.output).toMatch(/PORT must be .*\n.*DEERAPI_KEY must be set/);
  for (const { output } of [second, third, fourth]) expect(output).not.toMatch(/ at .*\.ts:\d+/);
});

test('it stops with a stream open and waits for no work, which goes on at the next start', async () => {
  const settings = { DATA_DIR: await dataFolder() };
  const relay = await RelayProcess.launch(settings);
  onTestFinished(() => relay.dispose());
  const stream = await fetch(`${relay.url}/api/tasks/events`);
  const task = await submit(relay, 9);
  await waitUntil('work under way', async () => (await look(relay, task.id)).status === 'processing');
  expect(await relay.stop('SIGINT')).toBe(0);
  await stream.text();

  const next = await RelayProcess.launch(settings);
  onTestFinished(() => next.dispose());
  expect((await look(next, task.id)).endedAt).toBeNull();
});
