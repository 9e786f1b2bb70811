import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type FakeUpstream, startFakeUpstream } from './fakeUpstream.ts';
import type { UpstreamOptions } from './upstreamOptions.ts';

const open: FakeUpstream[] = [];
async function start(options: UpstreamOptions = {}): Promise<FakeUpstream> {
  const upstream = await startFakeUpstream(options, { control: true });
  open.push(upstream);
  return upstream;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((upstream) => upstream.close()));
});

const imageOf = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080' } });
const base64 = (bytes: Buffer) => bytes.toString('base64');

let image = '';
let right: Record<string, unknown> = {};
beforeAll(async () => {
  image = base64(await imageOf(600, 400).jpeg().toBuffer());
  right = {
    image,
    up_expansion_ratio: 0.1,
    bottom_expansion_ratio: 0,
    left_expansion_ratio: 0.25,
    right_expansion_ratio: 0.25,
  };
});

interface Posted {
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}
function post(upstream: FakeUpstream, { body, headers }: Posted): Promise<Response> {
  return fetch(`${upstream.url}/kling/v1/images/editing/expand`, {
    method: 'POST',
    headers: { authorization: `Bearer ${upstream.key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const failureSchema = z.object({ code: z.int(), message: z.string(), request_id: z.string() });
const answerSchema = z.object({
  code: z.literal(0),
  request_id: z.string(),
  data: z.object({
    task_id: z.string().regex(/^\d{18,19}$/),
    task_status: z.string(),
    task_status_msg: z.string().optional(),
    task_result: z
      .object({ images: z.array(z.object({ index: z.int(), url: z.string() })).optional() })
      .optional(),
    created_at: z.int(),
    updated_at: z.int(),
  }),
});

async function create(upstream: FakeUpstream, more: Record<string, unknown> = {}): Promise<string> {
  return answerSchema.parse(await (await post(upstream, { body: { ...right, ...more } })).json()).data
    .task_id;
}
async function query(upstream: FakeUpstream, id: string) {
  const answer = await fetch(`${upstream.url}/kling/v1/images/editing/expand/${id}`, {
    headers: { authorization: `Bearer ${upstream.key}` },
  });
  return answerSchema.parse(await answer.json()).data;
}
async function results(upstream: FakeUpstream, id: string): Promise<string[]> {
  for (let asked = 0; asked < 10; asked += 1) {
    const { task_status, task_result } = await query(upstream, id);
    if (task_status === 'succeed') return (task_result?.images ?? []).map(({ url }) => url);
  }
  throw new Error('The task never succeeded.');
}

describe('a create request', () => {
  let upstream: FakeUpstream;
  beforeAll(async () => {
    upstream = await startFakeUpstream();
  });
  afterAll(() => upstream.close());

  test('with only what is required is accepted', async () => {
    const fresh = await start();
    const { data } = answerSchema.parse(await (await post(fresh, { body: right })).json());
    expect(data.task_status).toBe('submitted');
    expect(Number(data.task_id).toString()).not.toBe(data.task_id);
    expect(data.created_at).toBeGreaterThan(Date.UTC(2020, 0));
    expect(fresh.state().refused).toEqual([]);
    expect(fresh.state().creates[0]?.accepted).toMatchObject({
      ratios: { up: 0.1, right: 0.25, bottom: 0, left: 0.25 },
      n: 1,
      image: { format: 'jpeg', width: 600, height: 400, orientation: 1, hasAlpha: false },
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['all optional fields', { prompt: 'x'.repeat(2500), n: '9', callback_url: 'http://x.test/a' }],
    [
      'one side at 2, which is exactly 3 times the area',
      { up_expansion_ratio: 2, ...noneOf('left', 'right') },
    ],
    ['4 decimals just below the limit', { up_expansion_ratio: 0.9999, ...noneOf('right') }],
  ])('with %s is accepted', async (_name, more) => {
    expect((await post(upstream, { body: { ...right, ...more } })).status).toBe(200);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['an unknown field', { down_expansion_ratio: 0.1 }, /down_expansion_ratio/],
    ['a missing ratio', { up_expansion_ratio: undefined }, /up_expansion_ratio is required/],
    ['a ratio as a string', { left_expansion_ratio: '0.1' }, /left_expansion_ratio/],
    ['a ratio below 0', { left_expansion_ratio: -0.1 }, /at least 0/],
    ['a ratio above 2', { up_expansion_ratio: 2.0001, ...noneOf('left', 'right') }, /at most 2/],
    ['5 decimals', { left_expansion_ratio: 0.12345 }, /4 decimals/],
    ['an area of 3.0001', { up_expansion_ratio: 1.0001 }, /too large/],
    ['an area lost to rounding up', allOf({ x: 0.2071, y: 0.5607 }), /too large/],
    ['nothing to expand', { up_expansion_ratio: 0, ...noneOf('left', 'right') }, /above 0/],
    ['n as a number', { n: 2 }, /n must be a string/],
    ['n of 0', { n: '0' }, /from 1 to 9/],
    ['n of 10', { n: '10' }, /from 1 to 9/],
    ['a prompt of 2501 characters', { prompt: 'x'.repeat(2501) }, /2500/],
    ['a prompt that is no string', { prompt: null }, /prompt/],
    ['a callback that is no address', { callback_url: 'here' }, /callback_url/],
    ['an id that is no string', { external_task_id: 7 }, /external_task_id/],
    ['no image', { image: undefined }, /image can not be null/],
    ['text as image', { image: base64(Buffer.from('not an image at all')) }, /decoded/],
  ])('with %s is refused', async (_name, more, reason) => {
    const before = upstream.state().refused.length;
    const answer = await post(upstream, { body: { ...right, ...more } });
    expect(answer.status).toBe(400);
    const { code, message } = failureSchema.parse(await answer.json());
    expect(code).toBe(1201);
    expect(message).toMatch(reason);
    expect(upstream.state().refused).toHaveLength(before + 1);
  });

  test.each<[string, () => Promise<string>, RegExp]>([
    ['a data: prefix', async () => `data:image/jpeg;base64,${image}`, /base64/],
    ['a line break in the Base64', async () => `${image.slice(0, 76)}\n${image.slice(76)}`, /base64/],
    ['a WebP', async () => base64(await imageOf(600, 400).webp().toBuffer()), /JPEG or PNG/],
    ['a side of 299 px', async () => base64(await imageOf(600, 299).png().toBuffer()), /300 px/],
    ['an aspect above 2.5', async () => base64(await imageOf(751, 300).png().toBuffer()), /aspect/],
    ['a file that breaks off', truncatedJpeg, /decoded/],
    ['more than 10,000,000 bytes', largePng, /10000000 bytes/],
    ['an image address nobody answers', async () => 'http://127.0.0.1:9/a.jpg', /reached/],
  ])('with %s is refused', async (_name, makeImage, reason) => {
    const answer = await post(upstream, { body: { ...right, image: await makeImage() } });
    expect(answer.status).toBe(400);
    expect(failureSchema.parse(await answer.json()).message).toMatch(reason);
  });

  test.each<[string, Posted, number, number]>([
    ['no key', { body: {}, headers: { authorization: '' } }, 401, 1001],
    ['a key without Bearer', { body: {}, headers: { authorization: 'test-key' } }, 401, 1002],
    ['another key', { body: {}, headers: { authorization: 'Bearer other' } }, 401, 1000],
    ['another content type', { body: {}, headers: { 'content-type': 'text/plain' } }, 400, 1200],
    ['a body that is no JSON', { body: '{"image":' }, 400, 1200],
    ['a body that is no object', { body: '[]' }, 400, 1201],
  ])('with %s is refused', async (_name, request, status, code) => {
    const answer = await post(upstream, request);
    expect(answer.status).toBe(status);
    expect(failureSchema.parse(await answer.json()).code).toBe(code);
  });

  test('with an image address is accepted', async () => {
    const fresh = await start();
    const [url] = await results(fresh, await create(fresh));
    expect(await create(fresh, { image: url })).toMatch(/^\d+$/);
  });

  test('that repeats an external_task_id is a duplicate and no second task', async () => {
    const fresh = await start();
    await create(fresh, { external_task_id: 'a' });
    const answer = await post(fresh, { body: { ...right, external_task_id: 'a' } });
    expect(answer.status).toBe(400);
    expect(failureSchema.parse(await answer.json())).toMatchObject({
      code: 1201,
      message: expect.stringMatching(/external_task_id.*duplicate/),
    });
    const { acceptedByExternalId, duplicates, refused } = fresh.state();
    expect({ acceptedByExternalId, duplicates, refused }).toEqual({
      acceptedByExternalId: { a: 1 },
      duplicates: { a: 1 },
      refused: [],
    });
  });

  test('that repeats an id at the same moment makes one task', async () => {
    const fresh = await start();
    const body = { ...right, external_task_id: 'b' };
    const statuses = await Promise.all([1, 2, 3].map(async () => (await post(fresh, { body })).status));
    expect(statuses.sort()).toEqual([200, 400, 400]);
    expect(fresh.state().acceptedByExternalId).toEqual({ b: 1 });
  });
});

describe('a task', () => {
  test('goes from submitted over processing to succeed, by the number of queries', async () => {
    const upstream = await start({ timing: { polls: 3 } });
    const id = await create(upstream);
    const statuses = [await query(upstream, id), await query(upstream, id), await query(upstream, id)];
    expect(statuses.map(({ task_status }) => task_status)).toEqual(['submitted', 'processing', 'succeed']);
    expect(upstream.state().queries).toEqual({ [id]: 3 });
  });

  test('is done after a time', async () => {
    const upstream = await start({ timing: { elapsedMs: 1 } });
    const id = await create(upstream);
    await expect.poll(async () => (await query(upstream, id)).task_status).toBe('succeed');
    const slow = await start({ timing: { elapsedMs: 3_600_000 } });
    expect((await query(slow, await create(slow))).task_status).toBe('submitted');
  });

  test('is found by its external id only where the provider does that', async () => {
    const upstream = await start();
    const id = await create(upstream, { external_task_id: 'mine' });
    expect((await query(upstream, 'mine')).task_id).toBe(id);
    const other = await start({ findsByExternalId: false });
    await create(other, { external_task_id: 'mine' });
    await expect(query(other, 'mine')).rejects.toThrow();
    expect(other.state().unknownQueries).toEqual(['mine']);
  });

  test('that nobody knows is 404 with code 1203', async () => {
    const upstream = await start();
    const answer = await fetch(`${upstream.url}/kling/v1/images/editing/expand/878106242831892487`, {
      headers: { authorization: `Bearer ${upstream.key}` },
    });
    expect(answer.status).toBe(404);
    expect(failureSchema.parse(await answer.json()).code).toBe(1203);
  });

  test('is not shown without the key', async () => {
    const upstream = await start();
    const answer = await fetch(`${upstream.url}/kling/v1/images/editing/expand/${await create(upstream)}`);
    expect(answer.status).toBe(401);
    expect(upstream.state().refused).toHaveLength(1);
  });
});

describe('a result', () => {
  test('is the source redrawn in its place, with another tint around it for each image', async () => {
    const upstream = await start();
    const half = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#f0f0f0' } })
      .png()
      .toBuffer();
    const source = await imageOf(600, 400)
      .composite([{ input: half, left: 300, top: 0 }])
      .png()
      .toBuffer();
    const urls = await results(
      upstream,
      await create(upstream, { image: base64(source), n: '2', ...allOf({ x: 0.5, y: 0 }) }),
    );
    const colours = await Promise.all(
      urls.map(async (url) => {
        const png = await sharp(Buffer.from(await (await fetch(url)).arrayBuffer()));
        const { format, width, height } = await png.metadata();
        expect({ format, aspect: (width / height).toFixed(2) }).toEqual({ format: 'png', aspect: '3.00' });
        expect(Math.abs(width * height - 1_384_448)).toBeLessThan(5000);
        const raw = await png.raw().toBuffer();
        const at = (x: number) => [...raw.subarray(3 * Math.floor(width * x), 3 * Math.floor(width * x) + 3)];
        // Across the frame: new, source's dark half, source's bright half, new.
        return { newArea: at(0.1), dark: at(0.4), bright: at(0.6) };
      }),
    );
    expect(colours[0]?.dark).toEqual([128, 128, 128]);
    expect(colours[0]?.bright).toEqual([240, 240, 240]);
    expect(colours[0]?.newArea).not.toEqual(colours[0]?.dark);
    expect(colours[0]?.newArea).not.toEqual(colours[1]?.newArea);
  });

  test('has sides in multiples of 64 on request, and lacks a side that the task ignores', async () => {
    const upstream = await start({ snap64: true });
    upstream.addFaults({ on: 'create', taskIgnores: ['left', 'right', 'up'] });
    const sizeOf = async (id: string) => {
      const [url = ''] = await results(upstream, id);
      return sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata();
    };
    const ignored = await sizeOf(await create(upstream));
    const full = await sizeOf(await create(upstream));
    expect([full.width % 64, full.height % 64]).toEqual([0, 0]);
    expect(full.width / full.height).toBeGreaterThan(1.9);
    expect(ignored.width / ignored.height).toBeCloseTo(1.5, 1);
  });

  test('is refused to a request that carries the key, which is counted', async () => {
    const upstream = await start();
    const [url = ''] = await results(upstream, await create(upstream));
    const answer = await fetch(url, { headers: { authorization: `Bearer ${upstream.key}` } });
    expect(answer.status).toBe(400);
    expect(upstream.state()).toMatchObject({ fileRequests: 1, fileRequestsWithKey: 1 });
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(`${upstream.url}/files/guessed.png`)).status).toBe(404);
  });
});

describe('a fault', () => {
  test('list plays in order and then is over', async () => {
    const upstream = await start({
      script: [
        { on: 'create', reply: { status: 503, body: { code: 5001, message: 'busy' } }, times: 2 },
        { on: 'create', reply: { status: 429, headers: { 'retry-after': '1' }, body: '<html>' } },
      ],
    });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await post(upstream, { body: right })).status);
    expect(statuses).toEqual([503, 503, 429, 200]);
    expect(upstream.state().creates.map(({ outcome }) => outcome)).toEqual([
      'fault',
      'fault',
      'fault',
      'accepted',
    ]);
  });

  test('may wait for the nth call, meet every call, or only those of one task', async () => {
    const upstream = await start();
    const id = await create(upstream, { external_task_id: 'a' });
    const other = await create(upstream, { external_task_id: 'b' });
    upstream.addFaults({ on: 'query', externalTaskId: 'a', nth: 2, reply: { status: 500 } });
    await query(upstream, id);
    await query(upstream, other);
    await expect(query(upstream, id)).rejects.toThrow();
    await query(upstream, id);
    upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 500 } });
    await expect(query(upstream, id)).rejects.toThrow();
    await expect(query(upstream, other)).rejects.toThrow();
    upstream.clearFaults();
    await query(upstream, id);
  });

  test('that cuts before handling leaves no task; after handling, one', async () => {
    const upstream = await start();
    upstream.addFaults({ on: 'create', cut: 'before-handling' }, { on: 'create', cut: 'after-handling' });
    const body = { ...right, external_task_id: 'a' };
    await expect(post(upstream, { body })).rejects.toThrow();
    expect(upstream.state().acceptedByExternalId).toEqual({});
    await expect(post(upstream, { body })).rejects.toThrow();
    expect(upstream.state().acceptedByExternalId).toEqual({ a: 1 });
    expect((await post(upstream, { body })).status).toBe(400);
    expect(upstream.state().duplicates).toEqual({ a: 1 });
  });

  test('that cuts mid-body or hangs never completes', async () => {
    const upstream = await start();
    const [url = ''] = await results(upstream, await create(upstream));
    upstream.addFaults({ on: 'image', cut: 'mid-body' }, { on: 'image', hang: true });
    const cut = await fetch(url);
    expect(cut.status).toBe(200);
    await expect(cut.arrayBuffer()).rejects.toThrow();
    await expect(fetch(url, { signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/);
  });

  test('may answer wrongly although the task was accepted', async () => {
    const upstream = await start();
    upstream.addFaults({ on: 'create', reply: { status: 500, afterHandling: true } });
    const answer = await post(upstream, { body: { ...right, external_task_id: 'a' } });
    expect(answer.status).toBe(500);
    expect(upstream.state().acceptedByExternalId).toEqual({ a: 1 });
  });

  test('may make the task fail, never end, or bring another number of images', async () => {
    const upstream = await start({ timing: { polls: 1 } });
    upstream.addFaults(
      { on: 'create', taskFails: { message: 'Image pixel is invalid' } },
      { on: 'create', taskNeverEnds: true },
      { on: 'create', taskImages: 0 },
    );
    const [failing, endless, empty] = [
      await create(upstream),
      await create(upstream),
      await create(upstream),
    ];
    expect(await query(upstream, failing)).toMatchObject({
      task_status: 'failed',
      task_status_msg: 'Image pixel is invalid',
    });
    for (let asked = 0; asked < 3; asked += 1) {
      expect((await query(upstream, endless)).task_status).toBe('processing');
    }
    expect(await results(upstream, empty)).toEqual([]);
  });

  test('that is misspelt is refused where it is added', async () => {
    const upstream = await start();
    const add = (body: unknown) =>
      fetch(`${upstream.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) });
    expect((await add([{ on: 'create', statuss: 500 }])).status).toBe(400);
    expect((await add([{ on: 'create', reply: { status: 500 } }])).status).toBe(200);
    expect((await post(upstream, { body: right })).status).toBe(500);
    expect(await (await fetch(`${upstream.url}/_control/state`)).json()).toEqual(upstream.state());
  });
});

test('a fault that was met is no longer pending, one for every call stays until it is cleared', async () => {
  const upstream = await start();
  const pending = async () => await (await fetch(`${upstream.url}/_control/faults`)).json();
  upstream.addFaults(
    { on: 'create', reply: { status: 500 } },
    { on: 'query', nth: 'every', reply: { status: 503 } },
    { on: 'create', nth: 2, reply: { status: 429 } },
  );
  expect(await pending()).toHaveLength(3);
  await post(upstream, { body: right });
  expect(await pending()).toMatchObject([{ on: 'query' }, { on: 'create', nth: 2 }]);
  expect((await post(upstream, { body: right })).status).toBe(429);
  expect(await pending()).toMatchObject([{ on: 'query' }]);
  upstream.clearFaults();
  expect(await pending()).toEqual([]);
});

test('a fault for one prompt is met by every call about its task and by no other', async () => {
  const upstream = await start({ timing: { polls: 1 } });
  upstream.addFaults(
    { on: 'query', prompt: 'slow', reply: { status: 503 }, nth: 'every' },
    { on: 'image', prompt: 'gone', reply: { status: 404 }, nth: 'every' },
    { on: 'create', prompt: 'refused', reply: { status: 400 }, nth: 'every' },
  );
  expect((await post(upstream, { body: { ...right, prompt: 'refused' } })).status).toBe(400);
  const slow = await create(upstream, { prompt: 'slow', external_task_id: 'named' });
  for (const id of [slow, 'named']) {
    const asked = await fetch(`${upstream.url}/kling/v1/images/editing/expand/${id}`);
    expect(asked.status).toBe(503);
  }
  const [gone = ''] = await results(upstream, await create(upstream, { prompt: 'gone' }));
  expect((await fetch(gone)).status).toBe(404);
  const [there = ''] = await results(upstream, await create(upstream, { prompt: 'fine' }));
  expect((await fetch(there)).status).toBe(200);
});

test('how long a task takes, and whether our name finds it, can be changed while it runs', async () => {
  const upstream = await start({ timing: { polls: 5 } });
  const options = `${upstream.url}/_control/options`;
  expect(await (await fetch(options)).json()).toEqual({ timing: { polls: 5 }, findsByExternalId: true });
  const change = (body: unknown) => fetch(options, { method: 'PUT', body: JSON.stringify(body) });
  expect((await change({ timing: { polls: 0 }, findsByExternalId: true })).status).toBe(400);
  expect((await change({ timing: { polls: 1 }, findsByExternalId: false })).status).toBe(200);
  const id = await create(upstream, { external_task_id: 'ours' });
  expect((await query(upstream, id)).task_status).toBe('succeed');
  const found = await fetch(`${upstream.url}/kling/v1/images/editing/expand/ours`, {
    headers: { authorization: `Bearer ${upstream.key}` },
  });
  expect(found.status).toBe(404);
});

test('images inside of an answer are those that lie at its addresses elsewhere', async () => {
  const timing = { polls: 1 };
  const plain = await start({ timing, exact: true });
  const holding = await start({ timing, exact: true, queryShapes: ['a list of images inside'] });
  const urls = await results(plain, await create(plain, { n: '2' }));
  const files = await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
  const id = await create(holding, { n: '2' });
  const answer = await fetch(`${holding.url}/kling/v1/images/editing/expand/${id}`, {
    headers: { authorization: `Bearer ${holding.key}` },
  });
  const { data } = z.object({ data: z.array(z.object({ b64_json: z.string() })) }).parse(await answer.json());
  expect(data.map((one) => one.b64_json)).toEqual(files.map((file) => base64(Buffer.from(file))));
});

test('a word that sounds like an end is said of a task that is under way, and of no other', async () => {
  const upstream = await start({ queryShapes: ['a word that sounds like an end'], timing: { polls: 3 } });
  const id = await create(upstream);
  expect((await query(upstream, id)).task_status).not.toMatch(/submitted|processing|succe|fail/);
  await query(upstream, id);
  expect((await query(upstream, id)).task_status).toBe('succeed');
});

test('a call to any other path is refused and recorded', async () => {
  const upstream = await start();
  expect((await fetch(`${upstream.url}/kling/v1/videos`)).status).toBe(404);
  expect(upstream.state().refused).toMatchObject([{ request: 'GET /kling/v1/videos', code: 1202 }]);
});

function noneOf(...sides: ('up' | 'bottom' | 'left' | 'right')[]): Record<string, number> {
  return Object.fromEntries(sides.map((side) => [`${side}_expansion_ratio`, 0]));
}
function allOf({ x, y }: { x: number; y: number }): Record<string, number> {
  return {
    left_expansion_ratio: x,
    right_expansion_ratio: x,
    up_expansion_ratio: y,
    bottom_expansion_ratio: y,
  };
}
async function truncatedJpeg(): Promise<string> {
  const noise = await sharp(randomBytes(600 * 400 * 3), { raw: { width: 600, height: 400, channels: 3 } })
    .jpeg()
    .toBuffer();
  return base64(noise.subarray(0, noise.length / 2));
}
async function largePng(): Promise<string> {
  const size = { width: 2000, height: 1800 };
  return base64(
    await sharp(randomBytes(size.width * size.height * 3), { raw: { ...size, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer(),
  );
}
