import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { taskPageSchema } from '../../src/domain/contract.ts';
import { RelayProcess } from '../../testing/processes/RelayProcess.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testJpeg } from '../../testing/testImages.ts';
import { type FakeUpstream, startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { type ExpandDeps, expand } from './expand.ts';
import { readArguments, UsageError } from './readArguments.ts';
import { createRelayClient, RelayAwayError } from './relayClient.ts';

let upstream: FakeUpstream;
let relay: RelayProcess;
beforeAll(async () => {
  upstream = await startFakeUpstream({ exact: true });
  relay = await RelayProcess.launch({
    ...{ PROVIDER: 'deerapi', DEERAPI_KEY: upstream.key, PROVIDER_BASE_URL: upstream.url },
    ...{ PRICE_PER_IMAGE: '$0.03', DAILY_IMAGE_LIMIT: '5' },
    ...{ PROVIDER_FIRST_POLL_MS: '200', PROVIDER_SLOWEST_POLL_MS: '300' },
  });
});
afterAll(async () => {
  await relay.dispose();
  await upstream.close();
});

type Told = Parameters<ExpandDeps['tell']>[0];

/** Runs a command line; nobody agrees to a price but by `--yes`. */
async function run(args: readonly string[], url = relay.url) {
  const told: Told[] = [];
  const said: string[] = [];
  const isWell = await expand(readArguments(args), {
    client: createRelayClient(url, null, 1),
    say: (line) => void said.push(line),
    tell: (outcome) => void told.push(outcome),
    agree: async () => false,
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
    '9:16,1:1',
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
  expect(said).toContain('3 tasks, 7 images to pay for: $0.21 at Kling (DeerAPI). 1 task of them in steps.');
  expect(said).toContain('b copy.jpg is the same image as');
  expect(said).toContain('1 files that are no images');
  const by = (end: string) => told.find(({ file }) => file.endsWith(end));
  expect(by('empty.png')?.problem).toBe('The file is empty.');
  expect(by('lies.png')?.problem).toMatch(/image/);
  expect(by('c other.jpg')?.problem).toMatch(/today|day/);
  const done = told.filter(({ problem }) => problem === null);
  expect(done.map(({ format }) => format).sort()).toEqual(['1:1', '9:16']);
  const names = (await readdir(out)).sort();
  expect(names).toHaveLength(4);
  expect(names[0]).toMatch(/^a frame_1x1_640x640_1\.png$/);
  const sizes = await Promise.all(names.map((name) => sharp(path.join(out, name)).metadata()));
  expect(sizes.map(({ width, height }) => [width, height])).toEqual([
    ...[640, 640].map((side) => [side, side]),
    ...[1138, 1138].map((height) => [640, height]),
  ]);
  expect(upstream.state().refused).toEqual([]);
  const page = taskPageSchema.parse(await (await fetch(`${relay.url}/api/tasks`)).json());
  expect(page.tasks.map(({ batch }) => batch?.name)).toEqual(['Spring', 'Spring']);
  expect(new Set(page.tasks.map(({ batch }) => batch?.id)).size).toBe(1);
});

test('a relay that is not there is said so', async () => {
  const client = run(['x.jpg', '--format', '1:1'], 'http://127.0.0.1:9');
  await expect(client).rejects.toThrow(RelayAwayError);
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
  const asked = [file, '--format', '9:16', '--allow-cropping', '--provider', 'built-in', '--out', out];
  const { isWell } = await run(asked);
  expect(isWell).toBe(true);
  expect(await readdir(out)).toEqual(['frame_9x16_607x1079_1.png']);
});
