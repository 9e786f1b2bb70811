import { randomBytes, randomUUID } from 'node:crypto';
import { open as openFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import { type Source, sourceSchema } from '../../src/domain/contract/source.ts';
import { taskPageSchema, taskSchema } from '../../src/domain/contract/task.ts';
import { type ProblemCode, problemDetail, problemStatus } from '../../src/domain/problem.ts';
import { testImage, testJpeg } from '../../testing/testImages.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { sources } from '../database/schema.ts';
import { sharp } from '../images/sharpSetup.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';

let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;
let relay: TestRelay;
let isDiskFull = false;

beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
  relay = await openTestRelay({
    database,
    dataDir: folder.path,
    openToWrite: async (file) => {
      if (isDiskFull)
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      return openFile(file, 'wx');
    },
  });
});
afterAll(async () => {
  await relay.close();
  await database.close();
  await folder.remove();
});
beforeEach(() => {
  isDiskFull = false;
});

const send = async (method: string, address: string, init: RequestInit = {}) =>
  relay.app.request(address, { ...init, method });
const upload = (bytes: Buffer | string, headers: Record<string, string> = {}) =>
  send('POST', '/api/sources', {
    body: new Uint8Array(Buffer.from(bytes)),
    headers: { 'content-length': String(Buffer.byteLength(bytes)), ...headers },
  });
const submit = (body: unknown, key: string = randomUUID()) =>
  send('POST', '/api/tasks', {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  });
const sourceOf = async (response: Response): Promise<Source> => sourceSchema.parse(await response.json());

async function expectProblem(response: Response, code: ProblemCode, detail: unknown = problemDetail(code)) {
  const problem = problemSchema.parse(await response.json());
  expect(problem).toMatchObject({ code, status: problemStatus(code), detail });
  expect(response.status).toBe(problemStatus(code));
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('x-request-id')).toBe(problem.requestId);
  return problem;
}

/** Two frames or more, as GIF or WebP. */
function animated(): Promise<import('sharp').Sharp> {
  const frame = (background: string) =>
    sharp({ create: { width: 320, height: 320, channels: 3, background } })
      .png()
      .toBuffer();
  return Promise.all([frame('#a00'), frame('#0a0')]).then((frames) =>
    sharp(frames, { join: { animated: true } }),
  );
}

/** A still PNG with the chunk that announces an animation put in front of its pixels. */
async function animatedPng(): Promise<Buffer> {
  const png = await testImage({ width: 320, height: 320 }).png().toBuffer();
  const afterHeader = 8 + 25;
  const chunk = Buffer.alloc(20);
  chunk.writeUInt32BE(8, 0);
  chunk.write('acTL', 4, 'latin1');
  chunk.writeUInt32BE(2, 8);
  chunk.writeUInt32BE(0x0b1c2d3e, 16);
  return Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)]);
}

describe('a source that cannot be one is refused in a sentence, and leaves nothing behind', () => {
  const truncated = async (image: Promise<Buffer>) => {
    const bytes = await image;
    return bytes.subarray(0, Math.floor(bytes.length * 0.6));
  };
  test.each<[string, () => Promise<Buffer> | Buffer, ProblemCode]>([
    ['text by another name', () => Buffer.from('Dear diary,\n'), 'not-an-image'],
    ['a HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'heic-damaged'],
    [
      'a broken-off TIFF',
      () => truncated(testImage({ width: 400, height: 400 }).tiff().toBuffer()),
      'image-damaged',
    ],
    ['a broken-off JPEG', () => truncated(testJpeg()), 'image-damaged'],
    [
      'a broken-off PNG',
      () => truncated(testImage({ width: 400, height: 400 }).png().toBuffer()),
      'image-damaged',
    ],
    [
      'a broken-off WebP',
      () => truncated(testImage({ width: 400, height: 400 }).webp().toBuffer()),
      'image-damaged',
    ],
    ['299 px', () => testJpeg({ width: 299, height: 400 }), 'source-too-small'],
    ['2.51:1', () => testJpeg({ width: 1004, height: 400 }), 'source-too-long'],
    ['1:2.51', () => testJpeg({ width: 400, height: 1004 }), 'source-too-long'],
    ['an animated GIF', async () => (await animated()).gif().toBuffer(), 'image-animated'],
    ['an animated WebP', async () => (await animated()).webp().toBuffer(), 'image-animated'],
    ['an animated PNG', animatedPng, 'image-animated'],
    [
      'more pixels than can be decoded',
      () =>
        sharp({ create: { width: 9000, height: 8000, channels: 3, background: '#123' } })
          .png()
          .toBuffer(),
      'source-too-large',
    ],
  ])('%s', async (_name, make, code) => {
    await expectProblem(await upload(await make()), code, expect.stringContaining(problemDetail(code)));
    expect(await readdir(path.join(folder.path, 'temporary'))).toEqual([]);
  });

  test('nothing at all, which is told so', async () => {
    await expectProblem(
      await upload(Buffer.alloc(0)),
      'not-an-image',
      expect.stringMatching(/^This file is empty/),
    );
  });

  test('an SVG, which is told what it is', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>';
    await expectProblem(await upload(svg), 'not-an-image', expect.stringMatching(/^This is an SVG/));
  });

  test('more than 50 MB, announced', async () => {
    await expectProblem(await upload('x', { 'content-length': '50000001' }), 'file-too-large');
  });

  test('more than 50 MB, not announced: read no further than needed', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1_000_000;
        controller.enqueue(randomBytes(1_000_000));
        if (sent >= 200_000_000) controller.close();
      },
    });
    const init = { body, duplex: 'half' } as const;
    await expectProblem(await send('POST', '/api/sources', init), 'file-too-large');
    expect(sent).toBeLessThan(60_000_000);
    expect(await readdir(path.join(folder.path, 'temporary'))).toEqual([]);
  });

  test('an upload that breaks off', async () => {
    const bytes = await testJpeg();
    const response = await upload(bytes.subarray(0, 2000), { 'content-length': String(bytes.length) });
    await expectProblem(response, 'upload-broken-off');
  });

  test.each<[string, ProblemCode, (all: number) => number]>([
    ['at its head', 'upload-broken-off', () => 0],
    ['in the middle', 'upload-broken-off', (all) => Math.floor(all / 2)],
    ['at its last byte', 'upload-broken-off', (all) => all - 1],
    // Whole, so it is read as an image while nobody waits for it any longer.
    ['behind its end', 'request-broken-off', (all) => all],
  ])(
    'an upload whose sender hangs up %s leaves nothing behind, and the next one is taken',
    async (_where, code, sentOf) => {
      const bytes = await testJpeg({ width: 413, height: 402 });
      const sender = new AbortController();
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new Uint8Array(bytes.subarray(0, sentOf(bytes.length))));
          sender.abort(new Error('Client connection prematurely closed.'));
          if (sentOf(bytes.length) === bytes.length) controller.close();
          else controller.error(new Error('aborted'));
        },
      });
      const headers = { 'content-length': String(bytes.length) };
      const init = { body, duplex: 'half', headers, signal: sender.signal } as const;
      const refused = await send('POST', '/api/sources', init);
      await expectProblem(refused, code);
      expect(await readdir(path.join(folder.path, 'temporary'))).toEqual([]);
      const next = await upload(bytes);
      expect(next.status).toBe(201);
      // As if it had never been there, for the row after this one.
      await relay.store.remove('sources', (await sourceOf(next)).id);
      await database.db.delete(sources).where(eq(sources.width, 413));
    },
  );

  test('a full disk', async () => {
    isDiskFull = true;
    await expectProblem(await upload(await testJpeg()), 'disk-full');
    isDiskFull = false;
    expect((await upload(await testJpeg({ width: 411, height: 400 }))).status).toBe(201);
  });
});

describe('a source is read by its content', () => {
  const size = { width: 420, height: 330 };
  test.each<[string, () => Promise<Buffer>, Partial<Source>]>([
    ['a JPEG', () => testJpeg(size), { format: 'jpeg', copyReasons: [] }],
    ['a PNG', () => testImage(size).png().toBuffer(), { format: 'png', copyReasons: [] }],
    ['a WebP', () => testImage(size).webp().toBuffer(), { format: 'webp', copyReasons: ['format'] }],
    [
      'an AVIF',
      () => testImage(size).avif({ effort: 0 }).toBuffer(),
      { format: 'avif', copyReasons: ['format'] },
    ],
    ['a still GIF', () => testImage(size).gif().toBuffer(), { format: 'gif' }],
    [
      'a CMYK JPEG',
      () => testImage(size).toColourspace('cmyk').jpeg().toBuffer(),
      { copyReasons: ['colour', 'cmyk'] },
    ],
    [
      'a 16-bit PNG',
      () => testImage(size).toColourspace('rgb16').png().toBuffer(),
      { copyReasons: ['colour'] },
    ],
    [
      'a grey JPEG',
      () => testImage(size).greyscale().toColourspace('b-w').jpeg().toBuffer(),
      { copyReasons: ['colour'] },
    ],
    ['alpha', () => testImage(size, 4).png().toBuffer(), { hasAlpha: true, copyReasons: ['transparency'] }],
    [
      'another colour profile',
      () => testImage(size).withIccProfile('p3').jpeg().toBuffer(),
      { copyReasons: ['colour'] },
    ],
    ['an sRGB profile', () => testImage(size).withIccProfile('srgb').jpeg().toBuffer(), { copyReasons: [] }],
    [
      'a JPEG turned by EXIF',
      () => testImage({ width: 330, height: 420 }).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      { orientation: 6, copyReasons: ['orientation'] },
    ],
  ])('%s', async (_name, make, expected) => {
    const response = await upload(await make());
    expect(await sourceOf(response)).toMatchObject({ ...size, ...expected });
  });

  test('the same bytes again are the same source', async () => {
    const bytes = await testJpeg({ width: 500, height: 400 });
    const first = await upload(bytes);
    const second = await upload(bytes);
    expect([first.status, second.status]).toEqual([201, 200]);
    const source = await sourceOf(first);
    expect(await sourceOf(second)).toEqual(source);
    const image = await send('GET', `/api/sources/${source.id}/image`);
    expect(Buffer.from(await image.arrayBuffer()).equals(bytes)).toBe(true);
    expect(image.headers.get('content-type')).toBe('image/jpeg');
  });
});

test('images are sent in the size and format asked for, never enlarged, and cached for good', async () => {
  const source = await sourceOf(await upload(await testJpeg({ width: 600, height: 400 })));
  const address = `/api/sources/${source.id}/image`;
  const small = await send('GET', `${address}?width=155`, {
    headers: { accept: 'image/avif,image/webp,*/*' },
  });
  expect(small.headers.get('content-type')).toBe('image/webp');
  expect(small.headers.get('vary')).toContain('Accept');
  expect(small.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  expect(small.headers.get('x-content-type-options')).toBe('nosniff');
  const { width, height } = await sharp(Buffer.from(await small.arrayBuffer())).metadata();
  expect([width, height]).toEqual([160, 107]);
  for (const [format, type] of [
    ['png', 'image/png'],
    ['avif', 'image/avif'],
    ['jpeg', 'image/jpeg'],
  ]) {
    const response = await send('GET', `${address}?width=5000&format=${format}`);
    expect(response.headers.get('content-type')).toBe(type);
    expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width).toBe(600);
  }
  const etag = small.headers.get('etag') ?? '';
  const again = await send('GET', `${address}?width=155`, {
    headers: { accept: 'image/webp', 'if-none-match': etag },
  });
  expect(again.status).toBe(304);
  const head = await send('HEAD', address);
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(source.fileBytes)]);
  await expectProblem(await send('GET', `${address}?width=abc`), 'invalid-request');
  await expectProblem(await send('GET', `/api/sources/${'0'.repeat(64)}/image`), 'source-not-found');
  await expectProblem(await send('GET', '/api/sources/..%2f..%2fetc%2fpasswd/image'), 'source-not-found');
});

describe('a task request', () => {
  let sourceId = '';
  const expansion = { up: 0.1, right: 0, bottom: 0, left: 0 };
  beforeAll(async () => {
    sourceId = (await sourceOf(await upload(await testJpeg({ width: 640, height: 480 })))).id;
  });

  test.each<[string, object, ProblemCode]>([
    ['zero expansion', { expansion: { up: 0, right: 0, bottom: 0, left: 0 } }, 'nothing-to-add'],
    ['a ratio of 2.01', { expansion: { ...expansion, left: 2.01 } }, 'ratio-out-of-range'],
    ['a negative ratio', { expansion: { ...expansion, left: -0.1 } }, 'ratio-out-of-range'],
    ['a ratio in words', { expansion: { ...expansion, left: 'much' } }, 'ratio-out-of-range'],
    ['area 3.0001', { expansion: { up: 0.0000334, right: 0, bottom: 0, left: 2 } }, 'area-exceeded'],
    ['area 4', { expansion: { up: 0.5, right: 0.5, bottom: 0.5, left: 0.5 } }, 'area-exceeded'],
    ['a prompt of 2501', { prompt: 'x'.repeat(2501) }, 'prompt-too-long'],
    ['n of 0', { n: 0 }, 'images-out-of-range'],
    ['n of 10', { n: 10 }, 'images-out-of-range'],
    ['n of 1.5', { n: 1.5 }, 'images-out-of-range'],
    ['n as text', { n: '2' }, 'images-out-of-range'],
    ['a provider that is not set up', { provider: 'deerapi' }, 'provider-unavailable'],
    ['an unknown field', { down: 1 }, 'invalid-request'],
    ['an unknown source', { sourceId: '0'.repeat(64) }, 'source-not-found'],
  ])('with %s is refused', async (_name, change, code) => {
    const problem = await expectProblem(await submit({ sourceId, expansion, ...change }), code);
    const isAboutFields = code !== 'provider-unavailable' && code !== 'source-not-found';
    expect((problem.errors ?? []).length > 0).toBe(isAboutFields);
  });

  test('whose source was taken from the disk is refused, and taken once it is opened again', async () => {
    const bytes = await testJpeg({ width: 612, height: 480 });
    const source = await sourceOf(await upload(bytes));
    await relay.store.remove('sources', source.id);
    await expectProblem(await submit({ sourceId: source.id, expansion }), 'source-not-found');
    expect((await upload(bytes)).status).toBe(200);
    expect((await submit({ sourceId: source.id, expansion })).status).toBe(201);
  });

  test('that is no JSON, too large or without a key is refused', async () => {
    await expectProblem(await submit('{'), 'invalid-request');
    await expectProblem(await submit({ prompt: 'x'.repeat(70_000) }), 'request-too-large');
    const init = {
      body: JSON.stringify({ sourceId, expansion }),
      headers: { 'content-type': 'application/json' },
    };
    await expectProblem(await send('POST', '/api/tasks', init), 'idempotency-key-missing');
  });

  test('at the very limits is taken', async () => {
    const limits = { up: 0, right: 1, bottom: 0, left: 1 };
    const response = await submit({ sourceId, expansion: limits, prompt: 'x'.repeat(2500), n: 9 });
    expect(response.status).toBe(201);
    expect(taskSchema.parse(await response.json())).toMatchObject({
      status: 'queued',
      n: 9,
      provider: 'built-in',
    });
  });

  test('is one task however often it is sent under one key, and something else under it is refused', async () => {
    const key = randomUUID();
    const responses = await Promise.all([1, 2, 3].map(() => submit({ sourceId, expansion }, key)));
    const ids = await Promise.all(
      responses.map(async (response) => taskSchema.parse(await response.json()).id),
    );
    expect(new Set(ids).size).toBe(1);
    expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    await expectProblem(
      await submit({ sourceId, expansion: { ...expansion, up: 0.2 } }, key),
      'idempotency-key-reused',
    );
  });

  test('together with others is one of their batch, and listed by it', async () => {
    const batch = { id: randomUUID(), name: ' Social launch ' };
    const tasks = [];
    for (const _format of ['story', 'square']) tasks.push(await submit({ sourceId, expansion, batch }));
    const ids = await Promise.all(tasks.map(async (answer) => taskSchema.parse(await answer.json()).id));
    const listed = await send('GET', `/api/tasks?batch=${batch.id}`);
    const page = taskPageSchema.parse(await listed.json());
    expect(page.tasks.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(page.tasks[0]?.batch).toEqual({ id: batch.id, name: 'Social launch' });
    await expectProblem(
      await submit({ sourceId, expansion, batch: { ...batch, name: ' ' } }),
      'invalid-request',
    );
  });
});

test('tasks are listed newest first, page by page, each once', async () => {
  const made: string[] = [];
  const source = await relay.addSource();
  for (let count = 0; count < 5; count += 1) made.unshift((await relay.submit({ sourceId: source.id })).id);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null && seen.length < 5) {
    const query: string = cursor === '' ? 'limit=2' : `limit=2&cursor=${cursor}`;
    const response = await send('GET', `/api/tasks?${query}`);
    const page = taskPageSchema.parse(await response.json());
    seen.push(...page.tasks.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen.slice(0, 5)).toEqual(made);
  expect((await send('GET', '/api/tasks?limit=1000')).status).toBe(422);
  await expectProblem(await send('GET', '/api/tasks?cursor=abc'), 'invalid-request');
});

test('what is not there is said to be not there', async () => {
  for (const address of ['/api/tasks/nonsense', `/api/tasks/${randomUUID()}`]) {
    await expectProblem(await send('GET', address), 'task-not-found');
  }
  await expectProblem(await send('DELETE', `/api/tasks/${randomUUID()}`), 'task-not-found');
  await expectProblem(await send('POST', `/api/tasks/${randomUUID()}/retry`), 'task-not-found');
  await expectProblem(await send('GET', '/api/results/nonsense/image'), 'result-not-found');
  await expectProblem(await send('GET', '/api/nonsense'), 'not-found');
  await expectProblem(await send('GET', '/nonsense'), 'not-found');
});

test('health and readiness', async () => {
  expect((await send('GET', '/api/health')).status).toBe(200);
  expect((await send('GET', '/api/ready')).status).toBe(200);
});
