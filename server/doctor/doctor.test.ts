import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { type FakeUpstream, startFakeUpstream } from '../../e2e/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../../e2e/upstream/upstreamOptions.ts';
import { dataFolder } from '../testing/databaseTemplate.ts';
import { startFakeS3 } from '../testing/fakeS3.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Visit {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Typed by somebody. */
  readonly input?: string;
}

async function doctor({ env = {}, args = [], input = '' }: Visit) {
  const folder = await dataFolder();
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: folder, ...env },
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, output };
}

async function upstreamWith(options: UpstreamOptions = {}): Promise<FakeUpstream> {
  const upstream = await startFakeUpstream({ timing: { polls: 1 }, ...options });
  onTestFinished(() => upstream.close());
  return upstream;
}

const settingsFor = (upstream: FakeUpstream) => ({
  DEERAPI_KEY: upstream.key,
  PROVIDER_BASE_URL: upstream.url,
  PROVIDER_FIRST_POLL_MS: '200',
});

test('a relay that could work is told so, and asking for a made-up task costs nothing', async () => {
  const upstream = await upstreamWith();
  const { code, output } = await doctor({ env: settingsFor(upstream) });
  expect(output).toMatch(/^ok {4}Settings: /m);
  expect(output).toMatch(/^ok {4}Data folder: /m);
  expect(output).toMatch(/ Disk: [\d.]+ GB are free/);
  expect(output).toMatch(/^ok {4}Database: The embedded one opens/m);
  expect(output).toMatch(/^ok {4}Kling \(DeerAPI\): .*the key is taken.*HTTP 404, code 1203, .*request id /m);
  expect(output).toMatch(/^ok {4}Clock: /m);
  expect(code).toBe(0);
  expect(upstream.state().creates).toEqual([]);
  expect(output).not.toContain(upstream.key);
});

test.each<[string, (upstream: FakeUpstream) => Record<string, string>, RegExp]>([
  ['a wrong key', () => ({ DEERAPI_KEY: 'wrong' }), /FAULT Kling \(DeerAPI\): The key is refused.*code 1000/],
  [
    'a wrong path',
    () => ({ PROVIDER_QUERY_PATH: '/elsewhere/{task_id}' }),
    /FAULT Kling \(DeerAPI\): Questions are refused at \/elsewhere/,
  ],
  [
    'a wrong address',
    () => ({ PROVIDER_BASE_URL: 'http://127.0.0.1:1' }),
    /FAULT Kling \(DeerAPI\): http:\/\/127.0.0.1:1 does not answer \(.*ECONNREFUSED/,
  ],
  [
    'wrong settings',
    () => ({ PORT: 'many', PROVIDER_N_TYPE: 'x' }),
    /FAULT Settings: PORT[\s\S]*PROVIDER_N_TYPE/,
  ],
  [
    'no database',
    () => ({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }),
    /FAULT Database: It cannot be used/,
  ],
])(
  '%s is found',
  async (_name, changes, line) => {
    const upstream = await upstreamWith();
    const { code, output } = await doctor({ env: { ...settingsFor(upstream), ...changes(upstream) } });
    expect(output).toMatch(line);
    expect(code).toBe(1);
  },
  60_000,
);

test.each<[string, UpstreamOptions, string, number]>([
  ['as documented', {}, 'PROVIDER_BOTTOM_NAME=bottom PROVIDER_N_TYPE=string', 1],
  ['the other bottom name', { bottomName: 'down' }, 'PROVIDER_BOTTOM_NAME=down PROVIDER_N_TYPE=string', 2],
  [
    'both others',
    { bottomName: 'down', nType: 'number' },
    'PROVIDER_BOTTOM_NAME=down PROVIDER_N_TYPE=number',
    4,
  ],
])(
  '--paid finds out how to ask: %s',
  async (_name, options, settings, creates) => {
    const upstream = await upstreamWith(options);
    const { code, output } = await doctor({
      env: { ...settingsFor(upstream), PRICE_PER_IMAGE: '$0.03' },
      args: ['--paid'],
      input: 'yes\n',
    });
    expect(output).toContain('each costing one image ($0.03)');
    expect(output).toContain(`Settings to use: ${settings}`);
    expect(code).toBe(0);
    expect(upstream.state().creates).toHaveLength(creates);
    expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
  },
  60_000,
);

test('--paid sees by the shape of the result that a side was ignored', async () => {
  const upstream = await upstreamWith({ script: [{ on: 'create', taskIgnores: ['bottom'] }] });
  const { code, output } = await doctor({
    env: settingsFor(upstream),
    args: ['--paid'],
    input: 'yes\n',
  });
  expect(output).toContain('The result has another shape, so a side was ignored');
  expect(output).toContain('No way of asking brought a result of the right shape.');
  expect(code).toBe(1);
});

test('--paid sends nothing unless somebody says yes', async () => {
  const upstream = await upstreamWith();
  const { code } = await doctor({ env: settingsFor(upstream), args: ['--paid'], input: 'no\n' });
  expect(code).toBe(0);
  expect(upstream.state().creates).toEqual([]);
});

test('the bucket is tried out, and left as it was', async () => {
  const bucket = await startFakeS3();
  onTestFinished(bucket.close);
  const { code, output } = await doctor({ env: bucket.env });
  expect(output).toMatch(/^ok {4}Image storage: The bucket takes, lists and removes images/m);
  expect(bucket.calls).toContain('PUT 200');
  expect([...bucket.objects.keys()]).toEqual([]);
  expect(code).toBe(0);

  const refused = await doctor({ env: { ...bucket.env, S3_ACCESS_KEY: 'who' } });
  expect(refused.output).toMatch(/^FAULT Image storage: .*refuses these keys/m);
  expect(refused.code).toBe(1);
  expect(refused.output).not.toContain(bucket.secretKey);
});
