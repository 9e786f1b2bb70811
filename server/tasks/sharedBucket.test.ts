import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { RelayProcess } from '../../testing/processes/RelayProcess.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { sharp } from '../images/sharpSetup.ts';
import { dataFolder } from '../testing/dataFolder.ts';
import { startFakeS3 } from '../testing/fakeS3.ts';
import { heardOf, lookAt, submitTo } from '../testing/relayCalls.ts';
import { type TestDatabases, testDatabaseKinds } from '../testing/testDatabases.ts';

describe.each(testDatabaseKinds())('one bucket, on the $name database', (kind) => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await kind.start();
  });
  afterAll(() => databases.stop());

  test('a relay killed while it finishes leaves all that another needs in the bucket; paid once, no key told', async () => {
    const upstream = await startFakeUpstream({ exact: true, timing: { polls: 2 } });
    const bucket = await startFakeS3();
    onTestFinished(async () => {
      await upstream.close();
      await bucket.close();
    });
    const ownFolder = await dataFolder(kind);
    const start = async (dataDir: string) => {
      const relay = await RelayProcess.launch({
        ...(await databases.settings('bucket')),
        ...bucket.env,
        ...{ DATA_DIR: dataDir, DEERAPI_KEY: upstream.key, PROVIDER_BASE_URL: upstream.url },
      });
      onTestFinished(() => relay.dispose());
      return relay;
    };
    const first = await start(ownFolder);
    upstream.addFaults({ on: 'image', hang: 'after-handling' });
    const task = await submitTo(first.url);
    await waitUntil('the image to be asked for', () => upstream.state().fileRequests > 0);
    expect((await lookAt(first.url, task.id)).status).toBe('finishing');
    await first.kill9();
    // With Postgres, one on another machine: nothing is shared but the bucket and the database.
    await databases.expireLeases('bucket');
    const survivor = await start(kind.name === 'postgres' ? await dataFolder(kind) : ownFolder);
    await heardOf(survivor.url, task.id, 'succeeded');
    const done = await lookAt(survivor.url, task.id);
    const image = await fetch(`${survivor.url}/api/results/${done.results[0]?.id}/image`);
    const bytes = Buffer.from(await image.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 600, height: 320 });
    const small = await fetch(`${survivor.url}/api/sources/${task.source.id}/image?width=100`);
    expect(small.status).toBe(200);
    expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
    for (const relay of [first, survivor]) expect(relay.output).not.toContain(bucket.secretKey);
  });
});

test('a bucket with wrong keys stops the start with a sentence; one that is only away does not', async () => {
  const bucket = await startFakeS3();
  onTestFinished(bucket.close);
  const settings = { ...bucket.env, DATA_DIR: await dataFolder() };
  const refused = await RelayProcess.spawn({ ...settings, S3_ACCESS_KEY: 'who' });
  onTestFinished(() => refused.dispose());
  expect(await refused.ended()).toBe(1);
  expect(refused.output).toContain('refuses these keys for the bucket pictures');
  expect(refused.output).not.toContain(bucket.secretKey);

  bucket.goAway();
  const relay = await RelayProcess.launch(settings);
  onTestFinished(() => relay.dispose());
  expect((await fetch(`${relay.url}/api/ready`)).status).toBe(503);
  bucket.comeBack();
  expect((await fetch(`${relay.url}/api/ready`)).status).toBe(200);
});
