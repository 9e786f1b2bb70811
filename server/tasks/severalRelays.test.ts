import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { RelayProcess } from '../../testing/processes/RelayProcess.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { dataFolder } from '../testing/dataFolder.ts';
import { heardOf, lookAt, submitTo } from '../testing/relayCalls.ts';
import { type TestDatabases, testDatabaseKinds } from '../testing/testDatabases.ts';

const kinds = testDatabaseKinds();
const postgres = kinds.find(({ name }) => name === 'postgres');

describe.each(kinds)('relays killed at work, on the $name database', (kind) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await kind.start();
  });
  afterAll(() => databases.stop());

  test('what one was doing is finished, paid once', async () => {
    const upstream = await startFakeUpstream({
      ...{ exact: true, timing: { polls: 1_000_000 }, repeats: 'accepted' },
    });
    onTestFinished(() => upstream.close());
    const settings = {
      ...(await databases.settings('several')),
      DATA_DIR: await dataFolder(kind),
      DEERAPI_KEY: upstream.key,
      PROVIDER_BASE_URL: upstream.url,
      LOG_LEVEL: 'info',
    };
    const start = async () => {
      const relay = await RelayProcess.launch(settings);
      onTestFinished(() => relay.dispose());
      return relay;
    };
    const first = await start();
    const second = kind.name === 'postgres' ? await start() : null;
    const task = await submitTo(first.url);
    await waitUntil('the provider to have it', async () =>
      (await lookAt(first.url, task.id)).status === 'processing' ? true : null,
    );
    await first.kill9();
    upstream.finishAtPoll(1);
    const survivor = second ?? (await start());
    await heardOf(survivor.url, task.id, 'succeeded');
    const done = await lookAt(survivor.url, task.id);
    expect(done).toMatchObject({ status: 'succeeded', results: [{ width: 600, height: 320 }] });
    const image = await fetch(`${survivor.url}/api/results/${done.results[0]?.id}/image`);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
    expect(upstream.state().refused).toEqual([]);
  });
});

test.skipIf(postgres === undefined)('a change at one is told to tabs at the other, on Postgres', async () => {
  if (postgres === undefined) throw new Error('There is no Postgres.');
  const databases = await postgres.start();
  onTestFinished(databases.stop);
  const settings = { ...(await databases.settings('told')), DATA_DIR: await dataFolder(postgres) };
  const [first, second] = await Promise.all([RelayProcess.launch(settings), RelayProcess.launch(settings)]);
  for (const relay of [first, second]) onTestFinished(() => relay.dispose());
  const task = await submitTo(first.url);
  await Promise.all([first, second].map(({ url }) => heardOf(url, task.id, 'succeeded')));
});
