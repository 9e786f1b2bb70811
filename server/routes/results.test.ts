import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import {
  resultDeletedSchema,
  type Task,
  taskDetailsSchema,
  taskSchema,
} from '../../src/domain/contract/task.ts';
import { StoppedClock } from '../../testing/testClock.ts';
import { testImage } from '../../testing/testImages.ts';
import { type FakeUpstream, startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { readIccProfile } from '../images/colour/iccProfile.ts';
import { iptcOf } from '../images/iptc.ts';
import { iptcSegment, jfifEnd } from '../images/jpegSegments.ts';
import { sharp } from '../images/sharpSetup.ts';
import { finalName } from '../tasks/rows/resultFiles.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';

let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;
let relay: TestRelay;
let upstream: FakeUpstream;
let task: Task;

/** Dataset 2:116, copyright. */
const iptc = Buffer.from('\x1c\x02\x74\0\x05© Ada', 'latin1');

beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
  upstream = await startFakeUpstream({ timing: { polls: 1 }, exact: true });
  relay = await openTestRelay({
    ...{ database, dataDir: folder.path, upstream },
    ...{ finisher: inlineFinisher, clock: new StoppedClock() },
  });
  const photo = await testImage({ width: 400, height: 320 })
    .withIccProfile('p3')
    .withExif({ IFD0: { Artist: 'Ada Example' } })
    .jpeg()
    .toBuffer();
  const source = await relay.addSource(
    Buffer.concat([
      photo.subarray(0, jfifEnd(photo)),
      iptcSegment(iptc) ?? Buffer.alloc(0),
      photo.subarray(jfifEnd(photo)),
    ]),
  );
  const { id } = await relay.submit({
    sourceId: source.id,
    expansion: { up: 0.25, right: 0, bottom: 0.3125, left: 0 },
    formatId: 'instagram-portrait',
    anchor: { x: 1, y: 0.4 },
    sourceName: 'Été in Nice.jpg',
    n: 2,
  });
  task = await relay.runTo(id, 'succeeded');
});
afterAll(async () => {
  await relay.close();
  await upstream.close();
  await database.close();
  await folder.remove();
});

const deliver = (query: Record<string, string | number>, id = resultId()) =>
  relay.app.request(`/api/results/${id}/delivery?${queryOf(query)}`);
const queryOf = (query: Record<string, string | number>) =>
  new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]));
const profileOf = ({ icc }: { icc?: Buffer | undefined }) => icc && readIccProfile(icc)?.description;
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const problemOf = async (answer: Response) => problemSchema.parse(await answer.json()).code;
const resultId = (index = 0) => task.results[index]?.id ?? '';
const imageOf = async (id: string) =>
  Buffer.from(await (await relay.app.request(`/api/results/${id}/image`)).arrayBuffer());

test('the anchor that a frame was made with comes back with its task', () => {
  expect(task.anchor).toEqual({ x: 1, y: 0.4 });
});

test('a task whose source is a result, byte for byte, names the result that it comes from', async () => {
  expect(task).toMatchObject({ sourceName: 'Été in Nice.jpg', parent: null });
  const source = await relay.addSource(await imageOf(resultId(1)));
  const child = await relay.submit({ sourceId: source.id });
  expect(child.parent).toEqual({ taskId: task.id, resultId: resultId(1) });
  const listed = await relay.app.request(`/api/tasks/${child.id}`);
  expect(taskSchema.parse(await listed.json()).parent).toEqual(child.parent);
});

describe('a delivery', () => {
  const at = { width: 1080, height: 1350 };

  test('has the format\u2019s pixels, is in sRGB, carries the metadata and is called as its pattern says', async () => {
    const answer = await deliver({ ...at, type: 'jpeg', quality: 80 });
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="Ete in Nice_instagram-portrait_1080x1350_1.jpg"; ' +
        "filename*=UTF-8''%C3%89t%C3%A9%20in%20Nice_instagram-portrait_1080x1350_1.jpg",
    );
    const bytes = await bytesOf(answer);
    expect(Number(answer.headers.get('content-length'))).toBe(bytes.byteLength);
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', ...at, space: 'srgb' });
    expect(profileOf(metadata)).toMatch(/^sRGB/);
    expect(metadata.exif?.toString('latin1')).toContain('Ada Example');
  });

  test('tells its exact size before anybody takes it', async () => {
    const query = '?width=540&height=675&type=webp&quality=60';
    const address = `/api/results/${resultId()}/delivery${query}`;
    const head = await relay.app.request(address, { method: 'HEAD' });
    const bytes = await bytesOf(await relay.app.request(address));
    expect(Number(head.headers.get('content-length'))).toBe(bytes.byteLength);
  });

  test.each(['jpeg', 'webp', 'avif', 'png'])(
    'as %s keeps the source\u2019s profile, or strips what is told of it',
    async (type) => {
      const kept = await bytesOf(await deliver({ width: 200, height: 250, type, profile: 'source' }));
      expect(profileOf(await sharp(kept).metadata())).toMatch(/P3/);
      const metadata = await sharp(kept).metadata();
      expect(metadata.exif?.toString('latin1')).toContain('Ada Example');
      // Neither WebP nor AVIF holds IPTC: there XMP says the same.
      const holdsIptc = type === 'jpeg' || type === 'png';
      if (holdsIptc) expect(iptcOf(metadata)).toEqual(iptc);
      else expect(metadata.xmp?.toString()).toContain('<rdf:li xml:lang="x-default">© Ada<');
      const stripped = await bytesOf(
        await deliver({ width: 200, height: 250, type, profile: 'source', metadata: 'stripped' }),
      );
      const left = await sharp(stripped).metadata();
      expect([left.exif, left.xmp, iptcOf(left)]).toEqual([undefined, undefined, undefined]);
    },
  );

  test('of the stored size, type, profile and metadata is the stored file, byte for byte', async () => {
    const stored = await bytesOf(await deliver({ width: 400, height: 500, type: 'png', profile: 'source' }));
    expect(stored.equals(await imageOf(resultId()))).toBe(true);
  });

  test('of another shape is refused until the crop is allowed, and then filled from the middle', async () => {
    const square = { width: 300, height: 300, type: 'png' };
    const refused = await deliver(square);
    expect([refused.status, await problemOf(refused)]).toEqual([422, 'delivery-shape']);
    const cropped = await sharp(await bytesOf(await deliver({ ...square, crop: 1 }))).metadata();
    expect([cropped.width, cropped.height]).toEqual([300, 300]);
  });

  test('that its type cannot hold is refused in a sentence; so is one of no size at all', async () => {
    const wide = { width: 16_384, height: 20_480, type: 'webp' };
    expect(await problemOf(await deliver(wide))).toBe('image-too-long-for-format');
    expect(await problemOf(await deliver({ ...at, width: 0, type: 'png' }))).toBe('invalid-request');
    expect(await problemOf(await deliver({ ...at, type: 'tiff' }))).toBe('invalid-request');
    expect(await problemOf(await deliver({ ...at, type: 'png' }, 'none'))).toBe('result-not-found');
  });

  test('of the new area alone has the place of the source transparent, and nothing else', async () => {
    const answer = await relay.app.request(`/api/results/${resultId()}/new-area`);
    const { data, info } = await sharp(await bytesOf(answer))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 400, height: 500, channels: 4 });
    const alphaAt = (x: number, y: number) => data[(y * info.width + x) * 4 + 3];
    // The source lies 80 px down and is 320 px high.
    expect([0, 79, 80, 399, 400, 499].map((y) => alphaAt(200, y))).toEqual([255, 255, 0, 0, 255, 255]);
    expect([alphaAt(0, 200), alphaAt(399, 200)]).toEqual([0, 0]);
    const row = (image: Buffer, channels: number) => image.subarray(0, 400 * channels);
    const stored = await sharp(await imageOf(resultId()))
      .raw()
      .toBuffer();
    const own = row(data, 4).filter((_, at) => at % 4 < 3);
    expect(Buffer.compare(own, row(stored, 3))).toBe(0);
  });

  test('of the new area alone carries the profile and the metadata of the source, or strips what is told of it', async () => {
    const read = async (query: string) =>
      sharp(await bytesOf(await relay.app.request(`/api/results/${resultId()}/new-area${query}`))).metadata();
    const kept = await read('');
    expect(profileOf(kept)).toMatch(/P3/);
    expect(kept.exif?.toString('latin1')).toContain('Ada Example');
    expect(iptcOf(kept)).toEqual(iptc);
    const stripped = await read('?metadata=stripped');
    expect(profileOf(stripped)).toMatch(/P3/);
    expect([stripped.exif, stripped.xmp, iptcOf(stripped)]).toEqual([undefined, undefined, undefined]);
  });

  test('goes by the name that it is given, made safe', async () => {
    const answer = await deliver({ width: 40, height: 50, type: 'png', name: '../CON"\r\nx: y' });
    expect(answer.headers.get('content-disposition')).toContain('filename="CON x y.png"');
  });
});

test('result, what was sent and source are each cut into pieces of their own', async () => {
  const meanOf = async (address: string) => {
    const answer = await relay.app.request(address);
    const bytes = await bytesOf(answer);
    const { width, height } = await sharp(bytes).metadata();
    const { channels } = await sharp(bytes).stats();
    return {
      status: answer.status,
      size: [width, height],
      mean: channels.slice(0, 3).map((one) => one.mean),
    };
  };
  const at = 'reduction=1&column=0&row=0';
  for (const [piece, whole, size] of [
    [`results/${resultId()}/piece?${at}`, `results/${resultId()}/image?format=png`, [400, 500]],
    [
      `results/${resultId()}/piece?${at}&rendition=raw`,
      `results/${resultId()}/image?rendition=raw`,
      [400, 500],
    ],
    [
      `sources/${task.source.id}/piece?${at}`,
      `sources/${task.source.id}/image?width=8192&format=png`,
      [400, 320],
    ],
  ] as const) {
    const cut = await meanOf(`/api/${piece}`);
    expect(cut).toMatchObject({ status: 200, size });
    const own = await meanOf(`/api/${whole}`);
    const apart = cut.mean.map((mean, channel) => Math.abs(mean - (own.mean[channel] ?? 0)));
    expect(Math.max(...apart), piece).toBeLessThan(6);
  }
  const beyond = await relay.app.request(`/api/sources/${task.source.id}/piece?reduction=1&column=1&row=0`);
  expect([beyond.status, await problemOf(beyond)]).toEqual([404, 'source-not-found']);
});

test('a result is deleted on its own, with its files; the task goes with the last one', async () => {
  const source = await relay.addSource();
  const { id } = await relay.submit({ sourceId: source.id, n: 2 });
  const done = await relay.runTo(id, 'succeeded');
  const [first, second] = done.results.map((result) => result.id);
  const remove = async (result = '') => {
    const answer = await relay.app.request(`/api/results/${result}`, { method: 'DELETE' });
    return answer.ok ? resultDeletedSchema.parse(await answer.json()).task : problemOf(answer);
  };
  expect(await remove(first)).toMatchObject({ id, results: [{ id: second }] });
  expect((await relay.app.request(`/api/results/${first}/image`)).status).toBe(404);
  expect(await relay.store.sizeOf('results', finalName(first ?? ''))).toBeNull();
  expect(await relay.store.sizeOf('results', finalName(second ?? ''))).not.toBeNull();
  expect(await remove(first)).toBe('result-not-found');
  expect(await remove(second)).toBeNull();
  expect((await relay.app.request(`/api/tasks/${id}`)).status).toBe(404);
  const { news } = await relay.reader.newsSince(done.revision, 10);
  expect(news.find((change) => change.id === id)?.task).toBeNull();
});

test('details say what was sent, without the key', async () => {
  const answer = await relay.app.request(`/api/tasks/${task.id}/details`);
  const details = taskDetailsSchema.parse(await answer.json());
  expect(details.sent).toEqual({
    url: `${upstream.url}/kling/v1/images/editing/expand`,
    fields: {
      ...{ up_expansion_ratio: 0.25, bottom_expansion_ratio: 0.3125 },
      ...{ left_expansion_ratio: 0, right_expansion_ratio: 0 },
      ...{ n: '2', external_task_id: details.externalTaskId },
    },
  });
  expect(details.upstreamTaskId).not.toBeNull();
  expect(JSON.stringify(details)).not.toContain(upstream.key);
});
