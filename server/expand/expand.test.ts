import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { taskPageSchema } from '../../src/domain/contract/task.ts';
import type { TemporaryFolder } from '../../testing/makeTemporaryFolder.ts';
import { RelayProcess } from '../../testing/processes/RelayProcess.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testJpeg } from '../../testing/testImages.ts';
import { type FakeUpstream, startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { type ExpandDeps, expand } from './expand.ts';
import { readArguments, UsageError } from './readArguments.ts';
import { createRelayClient, RelayAwayError } from './relayClient.ts';

let upstream: FakeUpstream;
let relay: RelayProcess;
let data: TemporaryFolder;
beforeAll(async () => {
  upstream = await startFakeUpstream({ exact: true });
  data = await makeDataFolder();
  relay = await RelayProcess.launch({
    DATA_DIR: data.path,
    ...{ PROVIDER: 'deerapi', DEERAPI_KEY: upstream.key, PROVIDER_BASE_URL: upstream.url },
    ...{ PRICE_PER_IMAGE: '$0.03', DAILY_IMAGE_LIMIT: '5' },
    ...{ PROVIDER_FIRST_POLL_MS: '200', PROVIDER_SLOWEST_POLL_MS: '300' },
  });
});
afterAll(async () => {
  await relay.dispose();
  await data.remove();
  await upstream.close();
});

type Told = Parameters<ExpandDeps['tell']>[0];

/** Runs a command line; nobody agrees to a price but by `--yes`. */
async function run(args: readonly string[], { url = relay.url, patienceMs = 60_000 } = {}) {
  const told: Told[] = [];
  const said: string[] = [];
  const isWell = await expand(readArguments(args), {
    client: createRelayClient(url, null, 1),
    say: (line) => void said.push(line),
    tell: (outcome) => void told.push(outcome),
    agree: async () => false,
    patienceMs,
  });
  return { isWell, told, said: said.join('\n') };
}

test('a folder of odd files: each that is no image is told, duplicates count once, the daily limit stops the rest', async () => {
  const folder = await temporaryFolder();
  const [photos, out] = [path.join(folder, 'photos'), path.join(folder, 'out')];
  await mkdir(photos);
  const jpeg = await testJpeg({ width: 640, height: 360 });
  await writeFile(path.join(photos, 'a frame.jpg'), jpeg);
  await writeFile(path.join(photos, 'b copy.jpg'), jpeg);
  await writeFile(path.join(photos, 'c other.jpg'), await testJpeg({ width: 400, height: 400 }));
  await writeFile(path.join(photos, 'empty.png'), '');
  await writeFile(path.join(photos, 'lies.png'), 'no picture');
  await writeFile(path.join(photos, 'notes.txt'), 'hello');
  const asked = [
    photos,
    '--format',
    'story,1:1,20000x20000',
    '--anchor',
    'bottom',
    '--n',
    '2',
    '--out',
    out,
    '--batch',
    'Spring',
  ];

  const refused = await run(asked);
  expect(refused.isWell).toBe(false);
  expect(refused.said).toContain('Nothing was submitted.');
  expect(upstream.state().creates).toEqual([]);

  // 640 × 360 to 9:16 takes 3.16× its area: two steps, 1 + 2 images. To 1:1: 2 images. The square to 9:16: 2 more.
  const { isWell, told, said } = await run([...asked, '--yes']);
  expect(isWell).toBe(false);
  const tooLarge = told.filter(({ format }) => format === 'custom 20000 × 20000');
  expect(tooLarge).toMatchObject([
    { taskId: null, problem: expect.stringMatching(/^20000 × 20000 px is larger/) },
  ]);
  expect(said).toContain('3 tasks, 7 images to pay for: $0.21 at Kling (DeerAPI). 1 task of them in steps.');
  expect(said).toContain('a frame.jpg: the frame has 640 × 1138 px, and is enlarged to 1080 × 1920 px');
  expect(told.flatMap(({ saved }) => saved)).toContainEqual(
    expect.objectContaining({ width: 1080, height: 1920, frame: { width: 640, height: 1138 } }),
  );
  expect(said).toContain('b copy.jpg is the same image as');
  expect(said).toContain('1 files that are no images');
  const by = (end: string) => told.find(({ file }) => file.endsWith(end));
  expect(by('empty.png')?.problem).toBe('The file is empty.');
  expect(by('lies.png')?.problem).toMatch(/image/);
  expect(by('c other.jpg')?.problem).toMatch(/today|day/);
  const done = told.filter(({ problem }) => problem === null);
  expect(done.map(({ format }) => format).sort()).toEqual(['1:1', 'instagram-story']);
  const names = (await readdir(out)).sort();
  expect(names).toHaveLength(4);
  expect(names[0]).toMatch(/^a frame_1x1_640x640_1\.png$/);
  const sizes = await Promise.all(names.map((name) => sharp(path.join(out, name)).metadata()));
  expect(sizes.map(({ width, height }) => [width, height])).toEqual([
    ...[640, 640].map((side) => [side, side]),
    // Its own pixels, and not the 640 × 1138 of the frame.
    ...[1080, 1080].map((width) => [width, 1920]),
  ]);
  expect(upstream.state().refused).toEqual([]);
  const page = taskPageSchema.parse(await (await fetch(`${relay.url}/api/tasks`)).json());
  expect(page.tasks.map(({ batch }) => batch?.name)).toEqual(['Spring', 'Spring']);
  expect(new Set(page.tasks.map(({ batch }) => batch?.id)).size).toBe(1);
});

test('a relay that is not there is said so', async () => {
  const client = run(['x.jpg', '--format', '1:1'], { url: 'http://127.0.0.1:9' });
  await expect(client).rejects.toThrow(RelayAwayError);
});

/** A connection that ends before, or after, the relay has done what was asked. */
type Trouble = 'cut before' | 'cut after' | { readonly code: string; readonly liftsAt?: string };

/** The relay behind something that makes trouble. */
async function relayWith(troubleOf: (call: string) => Trouble | undefined): Promise<string> {
  const gate = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await buffer(request);
    const trouble = troubleOf(`${method} ${url.replace(/[0-9a-f-]{36}[^/?]*/, ':id')}`);
    if (trouble === 'cut before') return response.destroy();
    if (typeof trouble === 'object') {
      const status = trouble.liftsAt === undefined ? 503 : 429;
      const told = { type: 'x', title: 'x', detail: 'Trouble.', requestId: 'x', status, ...trouble };
      return response.writeHead(status).end(JSON.stringify(told));
    }
    const passed = ['content-type', 'idempotency-key'].flatMap((name) =>
      headers[name] === undefined ? [] : [[name, String(headers[name])] as [string, string]],
    );
    const answer = await fetch(`${relay.url}${url}`, {
      ...{ method, headers: passed },
      ...(method === 'POST' ? { body } : {}),
    });
    if (trouble === 'cut after') return response.destroy();
    response.writeHead(answer.status);
    return response.end(Buffer.from(await answer.arrayBuffer()));
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  onTestFinished(() => void gate.close());
  const address = gate.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return `http://127.0.0.1:${address.port}`;
}

async function photoFolder() {
  const folder = await temporaryFolder();
  const photo = path.join(folder, 'a.jpg');
  await writeFile(photo, await testJpeg({ width: 400, height: 300 }));
  const out = path.join(folder, 'out');
  await mkdir(out);
  return { folder, out, args: [photo, '--format', '1:1', '--provider', 'built-in', '--out', out] };
}

const tasksOfPhoto = async () =>
  taskPageSchema
    .parse(await (await fetch(`${relay.url}/api/tasks`)).json())
    .tasks.filter(({ sourceName }) => sourceName === 'a.jpg').length;

test('trouble that passes is waited for, each result is saved once, and over nothing that lies there', async () => {
  const { out, args } = await photoFolder();
  const before = await tasksOfPhoto();
  const mine = path.join(out, 'a_1x1_400x400_1.png');
  await writeFile(mine, 'from last week');
  const away: Trouble = { code: 'database-unavailable' };
  const soon: Trouble = { code: 'too-many-requests', liftsAt: new Date(Date.now() + 400).toISOString() };
  const troubles = new Map<string, Trouble[]>([
    ['POST /api/sources', [away]],
    // More often than one call is tried.
    ['POST /api/tasks', ['cut after', ...Array.from({ length: 7 }, () => away)]],
    ['GET /api/tasks/:id', [soon, ...Array.from({ length: 7 }, () => 'cut before' as const)]],
    ['GET /api/results/:id/delivery?width=400&height=400&type=png&profile=source', ['cut after', away]],
  ]);
  const url = await relayWith((call) => troubles.get(call)?.shift());
  const { isWell, told } = await run(args, { url });
  const saved = path.join(out, 'a_1x1_400x400_1 (2).png');
  expect(told).toMatchObject([{ saved: [{ path: saved, flags: [] }], problem: null }]);
  expect(isWell).toBe(true);
  expect([...troubles.values()].flat()).toEqual([]);
  expect(await readFile(mine, 'utf8')).toBe('from last week');
  expect(await sharp(saved).metadata()).toMatchObject({ width: 400, height: 400 });
  expect(await tasksOfPhoto()).toBe(before + 1);
});

test('while as many tasks are under way as may be, the rest waits for room and is asked for once a round', async () => {
  const { args } = await photoFolder();
  const calls: string[] = [];
  const url = await relayWith((call) => {
    const isFull =
      calls.includes('submitted') &&
      !calls.includes('GET /api/results/:id/delivery?width=400&height=400&type=png&profile=source');
    const isRefused = call === 'POST /api/tasks' && isFull;
    calls.push(isRefused ? 'refused' : call === 'POST /api/tasks' ? 'submitted' : call);
    return isRefused ? { code: 'too-many-open-tasks' } : undefined;
  });
  const { isWell, told, said } = await run(
    args.map((word) => (word === '1:1' ? '1:1,4:5,16:9' : word)),
    { url },
  );
  expect(told.map(({ problem }) => problem)).toEqual([null, null, null]);
  expect(isWell).toBe(true);
  expect(said.split('The rest is submitted as soon as there is room.')).toHaveLength(2);
  expect(calls.filter((call) => call === 'submitted')).toHaveLength(3);
  expect(calls.includes('refused')).toBe(true);
  expect(calls.some((call, at) => call === 'refused' && calls[at + 1] === 'refused')).toBe(false);
});

test('what is refused until tomorrow, and a relay that stays away, are told', async () => {
  const { args } = await photoFolder();
  const liftsAt = new Date(Date.now() + 3_600_000).toISOString();
  const refusing = await relayWith((call) =>
    call === 'POST /api/tasks' ? { code: 'daily-images-used-up', liftsAt } : undefined,
  );
  expect((await run(args, { url: refusing })).told).toMatchObject([{ saved: [], problem: 'Trouble.' }]);
  const going = await relayWith((call) => (call === 'GET /api/tasks/:id' ? 'cut before' : undefined));
  const [only] = (await run(args, { url: going, patienceMs: 0 })).told;
  expect(only?.problem).toMatch(/Nothing answers at .* The task goes on/);
});

test('the relay that runs here is found at the port that .env names', async () => {
  const { folder, args } = await photoFolder();
  await writeFile(path.join(folder, '.env'), `PORT=${new URL(relay.url).port}\n`);
  const main = fileURLToPath(new URL('../../dist-relay/expand.js', import.meta.url));
  const { stderr } = await promisify(execFile)(process.execPath, [main, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH },
  });
  expect(stderr).not.toContain('No relay runs here');
  expect(stderr).toContain('1 of 1 done.');
});

test.each([
  [[], /Name the images/],
  [['a.jpg'], /Name a format/],
  [['a.jpg', '--format', 'portrait'], /Which portrait\? .*instagram-portrait/],
  [['a.jpg', '--format', 'blah'], /No format is called blah/],
  [['a.jpg', '--format', '1:1', '--n', '12'], /--n takes/],
  [['a.jpg', '--format', '1:1', '--anchor', 'middle'], /--anchor takes/],
  [['a.jpg', '--format', '1:1', '--provider', 'me'], /--provider takes/],
  [['a.jpg', '--format', '1:1', '--size', '3'], /--size/],
])('%j is refused with what to write', (args, words) => {
  expect(() => readArguments(args)).toThrow(UsageError);
  expect(() => readArguments(args)).toThrow(words);
});

test('formats by their last word, anchors by one or two', () => {
  const read = readArguments([
    'a.jpg',
    '--format',
    'story,square',
    '--format',
    '5:3',
    '--anchor',
    'top left',
  ]);
  expect(read.formats.map(({ id }) => id)).toEqual(['instagram-story', 'instagram-square', 'custom 5:3']);
  expect(read.anchor).toEqual({ x: 0, y: 0 });
});

test('where cropping is allowed, a format beyond one request is cut to instead of taking steps', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'frame.jpg');
  await writeFile(file, await testJpeg({ width: 640, height: 360 }));
  const out = path.join(folder, 'out');
  const asked = [
    file,
    '--format',
    'story',
    '--frame',
    '--allow-cropping',
    '--provider',
    'built-in',
    '--out',
    out,
  ];
  const { isWell } = await run(asked);
  expect(isWell).toBe(true);
  expect(await readdir(out)).toEqual(['frame_instagram-story_607x1079_1.png']);
});
