import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Task, taskSchema } from '../../src/domain/contract/task.ts';
import { testImage } from '../../testing/testImages.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { openImage } from '../images/openImage.ts';
import { cropped, type Raster } from '../images/raster.ts';
import { sharp } from '../images/sharpSetup.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';
import { finalName } from './rows/resultFiles.ts';

/** Of a source of 400 × 320. */
const CROP = { left: 61, top: 17, width: 317, height: 303 };
const BESIDE = { up: 0, right: 0.2, bottom: 0, left: 0 };
let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;

beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
});
afterEach(async () => {
  await database.db.delete(tasks);
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

async function open() {
  const upstream = await startFakeUpstream({ timing: { polls: 1 }, exact: true });
  const parts = { database, dataDir: folder.path, upstream, finisher: inlineFinisher };
  const relay = await openTestRelay(parts);
  onTestFinished(async () => {
    await relay.close();
    await upstream.close();
  });
  return { relay, upstream };
}

const ofCrop = { width: 400, height: 320 };
const files = {
  'a JPEG that its file says to turn': () =>
    testImage({ width: 320, height: 400 }).jpeg({ quality: 90 }).withMetadata({ orientation: 6 }).toBuffer(),
  'a PNG of 16 bits with a profile': () =>
    testImage(ofCrop).toColourspace('rgb16').withIccProfile('p3').png().toBuffer(),
  'a PNG with transparency': () => testImage(ofCrop, 4).png().toBuffer(),
};

/** Whether what is kept of the source lies in a picture, value for value, at its top left corner. */
async function showsKept(relay: TestRelay, task: Task, resultId: string): Promise<boolean> {
  const { crop } = task;
  if (crop === null) throw new Error('The task keeps all of its source.');
  const valuesOf = async (shelf: 'sources' | 'results', name: string) =>
    relay.store.withFile(shelf, name, async (file) => (await openImage(file)).ownPixels());
  const own = cropped(await valuesOf('sources', task.source.id), crop);
  const { width, height } = crop;
  const there = cropped(await valuesOf('results', finalName(resultId)), { left: 0, top: 0, width, height });
  return own.channels === there.channels && bytesOf(own).equals(bytesOf(there));
}

const bytesOf = ({ data }: Raster) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

describe.each(['deerapi', 'built-in'] as const)('with %s', (provider) => {
  test.each(Object.entries(files))(
    'of %s only what is kept is expanded, and lies in the result value for value',
    async (_name, file) => {
      const { relay, upstream } = await open();
      const source = await relay.addSource(await file());
      const task = await relay.submit({ sourceId: source.id, provider, expansion: BESIDE, crop: CROP });
      const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
      expect(done).toMatchObject({ status: 'succeeded', crop: CROP, source: { width: 400, height: 320 } });
      const [result] = done.results;
      expect(result).toMatchObject({ width: 380, height: 303, proof: { largestDifference: 0 } });
      expect(await showsKept(relay, done, result?.id ?? '')).toBe(true);
      if (provider === 'built-in') return;
      const { accepted } = upstream.state().creates[0] ?? {};
      expect(accepted).toMatchObject({ image: { width: 317, height: 303 } });
      expect(upstream.state().refused).toEqual([]);
    },
  );
});

test('a plan begins from what is kept, and it is in every step', async () => {
  const { relay, upstream } = await open();
  const expansion = { up: 0, right: 1, bottom: 1, left: 0 };
  const task = await relay.submit({ expansion, crop: CROP, maxSteps: 2 });
  const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
  expect(done).toMatchObject({ status: 'succeeded', plan: { step: 1 } });
  expect(done.results[0]).toMatchObject({ width: 634, height: 606 });
  expect(upstream.state().creates[0]?.accepted).toMatchObject({ image: { width: 317, height: 303 } });
  for (const id of [done.plan?.steps[0]?.resultId ?? '', done.results[0]?.id ?? ''])
    expect(await showsKept(relay, done, id)).toBe(true);
});

test('a retry begins from what is kept again', async () => {
  const { relay, upstream } = await open();
  upstream.addFaults({ on: 'create', taskFails: { message: 'no luck' } });
  const task = await relay.submit({ expansion: BESIDE, crop: CROP });
  await relay.runTo(task.id, 'failed');
  await relay.tasks.retry(task.id);
  const done = await relay.runTo(task.id, 'succeeded');
  expect(await showsKept(relay, done, done.results[0]?.id ?? '')).toBe(true);
  const sizes = upstream.state().creates.map(({ accepted }) => accepted?.image);
  expect(sizes).toMatchObject([
    { width: 317, height: 303 },
    { width: 317, height: 303 },
  ]);
});

describe('over the wire', () => {
  const submitWith = async (relay: TestRelay, crop: unknown, key: string = crypto.randomUUID()) => {
    const { id } = await relay.addSource();
    return relay.app.request('/api/tasks', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ sourceId: id, expansion: BESIDE, provider: 'built-in', crop }),
    });
  };

  test.each([
    [{ ...CROP, left: 100 }, 'crop-outside'],
    [{ ...CROP, width: 299 }, 'crop-unusable'],
    [{ ...CROP, left: 0.5 }, 'invalid-request'],
  ])('%o is refused: %s', async (crop, code) => {
    const { relay } = await open();
    const answer = await submitWith(relay, crop);
    expect(await answer.json()).toMatchObject({ code });
    expect(answer.status).toBe(422);
  });

  test('all of the source is no crop; another crop is another request; lists and new areas have the size of the frame', async () => {
    const { relay } = await open();
    const whole = await submitWith(relay, { left: 0, top: 0, width: 400, height: 320 });
    expect(taskSchema.parse(await whole.json()).crop).toBeNull();
    const answer = await submitWith(relay, CROP, 'a key');
    const task = taskSchema.parse(await answer.json());
    const again = await submitWith(relay, { ...CROP, left: 0 }, 'a key');
    expect(await again.json()).toMatchObject({ code: 'idempotency-key-reused' });
    const outline = await relay.app.request('/api/tasks/outline');
    expect(await outline.json()).toMatchObject({ tasks: [{ id: task.id, width: 380, height: 303 }, {}] });

    const done = await relay.runTo(task.id, 'succeeded');
    const area = await relay.app.request(`/api/results/${done.results[0]?.id}/new-area`);
    const { data, info } = await sharp(Buffer.from(await area.arrayBuffer()))
      .extractChannel(3)
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 380, height: 303 });
    expect([data[316], data[317]]).toEqual([0, 255]);
  });
});
