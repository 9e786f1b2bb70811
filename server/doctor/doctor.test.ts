import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type FakeUpstream, startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { says } from '../../testing/upstream/replies.ts';
import type { UpstreamOptions } from '../../testing/upstream/upstreamOptions.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { readSettings } from '../settings.ts';
import { dataFolder } from '../testing/dataFolder.ts';
import { startFakeS3 } from '../testing/fakeS3.ts';
import { anyDatabaseKind, type TestDatabases } from '../testing/testDatabases.ts';
import { checkNetwork } from './checkNetwork.ts';
import { doctor } from './doctor.ts';
import { tryPaid } from './tryPaid.ts';

/** As users run it: bundled. */
const main = fileURLToPath(new URL('../../dist-relay/doctor.js', import.meta.url));

interface Visit {
  readonly env?: Readonly<Record<string, string>>;
  readonly isPaid?: boolean;
  /** What somebody answers. */
  readonly answer?: string;
}

const kind = anyDatabaseKind();
let databases: TestDatabases;
beforeAll(async () => {
  databases = await kind.start();
});
afterAll(() => databases.stop());

async function visit({ env = {}, isPaid = false, answer = '' }: Visit) {
  const folder = await dataFolder(kind);
  const database = await databases.settings('doctor');
  let output = '';
  const say = (text: string) => {
    output += `${text}\n`;
  };
  const isWell = await doctor({
    readSettings: () =>
      readSettings({ DATA_DIR: folder, ...database, ...env }, { cwd: folder, logLevel: 'silent' }),
    ...{ isPaid, say },
    ask: async (question) => {
      say(question);
      return answer;
    },
  });
  return { isWell, output };
}

async function visitAsProcess(env: Readonly<Record<string, string>>, args: readonly string[], input: string) {
  const folder = await dataFolder();
  const child = spawn(process.execPath, [main, ...args], {
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
  const { code, output } = await visitAsProcess(settingsFor(upstream), [], '');
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
  [
    'a wrong key',
    () => ({ DEERAPI_KEY: 'wrong' }),
    /FAULT Kling \(DeerAPI\): The provider refused the API key.*code 1000/,
  ],
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
])('%s is found', async (_name, changes, line) => {
  const upstream = await upstreamWith();
  const { isWell, output } = await visit({ env: { ...settingsFor(upstream), ...changes(upstream) } });
  expect(output).toMatch(line);
  expect(isWell).toBe(false);
});

test('a resolver that makes addresses up is found', async () => {
  const env = { DEERAPI_KEY: 'unused', PROVIDER_BASE_URL: 'http://198.18.0.1' };
  const settings = readSettings(env, { cwd: tmpdir(), logLevel: 'silent' });
  expect(await checkNetwork(settings)).toMatchObject([{ grade: 'fault', subject: 'Resolver' }]);
});

test('what is wrong is said by the exit code too', async () => {
  const { code, output } = await visitAsProcess({ PORT: 'many' }, ['--paid'], '');
  expect(output).toMatch(/FAULT Settings: PORT/);
  expect(code).toBe(1);
});

test.each<[string, UpstreamOptions, string, number]>([
  ['as documented', {}, 'PROVIDER_BOTTOM_NAME=bottom PROVIDER_N_TYPE=string PROVIDER_DUPLICATES=refused', 2],
  ['the other bottom name', { bottomName: 'down' }, 'PROVIDER_BOTTOM_NAME=down PROVIDER_N_TYPE=string', 3],
  [
    'both others',
    { bottomName: 'down', nType: 'number' },
    'PROVIDER_BOTTOM_NAME=down PROVIDER_N_TYPE=number',
    5,
  ],
])('--paid finds out how to ask: %s', async (_name, options, settings, creates) => {
  const upstream = await upstreamWith(options);
  const { isWell, output } = await visit({
    env: { ...settingsFor(upstream), PRICE_PER_IMAGE: '$0.03' },
    ...{ isPaid: true, answer: 'yes' },
  });
  expect(output).toContain('each costing one image ($0.03)');
  expect(output).toContain(`Settings to use: ${settings}`);
  expect(isWell).toBe(true);
  expect(upstream.state().creates).toHaveLength(creates);
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
});

test('--paid sees by the shape of the result that a side was ignored', async () => {
  const upstream = await upstreamWith({ script: [{ on: 'create', taskIgnores: ['bottom'] }] });
  const { isWell, output } = await visit({ env: settingsFor(upstream), isPaid: true, answer: 'yes' });
  expect(output).toContain('The result has another shape, so a side was ignored');
  expect(output).toContain('No way of asking brought a result of the right shape.');
  expect(isWell).toBe(false);
});

test('--paid asks again for a task that appears late, or in a form that nobody knows', async () => {
  const upstream = await upstreamWith({
    script: [
      { on: 'query', nth: 2, reply: { status: 400, body: says(1201, 'task not found') } },
      { on: 'query', nth: 3, reply: { status: 200, body: { result: { job: 'under way' } } } },
    ],
  });
  const { isWell, output } = await visit({ env: settingsFor(upstream), isPaid: true, answer: 'yes' });
  expect(output).toContain('It expands as asked.');
  expect(isWell).toBe(true);
});

test('--paid says of a task that does not end what it is called and where to look; no second one is sent', async () => {
  const upstream = await upstreamWith({ script: [{ on: 'create', taskNeverEnds: true }] });
  const abort = new AbortController();
  const settings = readSettings(settingsFor(upstream), { cwd: await dataFolder(), logLevel: 'silent' });
  const [only] = settings.upstreams;
  if (only === undefined) throw new Error('There is no provider.');
  const trying = tryPaid({
    ...{ upstream: only, folder: await dataFolder(), say: () => undefined, proxies: null },
    timeoutSignal: () => abort.signal,
  });
  const { queries } = await waitUntil('it to be asked for', () => {
    const state = upstream.state();
    return Object.keys(state.queries).length > 0 ? state : null;
  });
  abort.abort();
  const { grade, sentence } = await trying;
  expect(grade).toBe('fault');
  expect(sentence).toContain(`Task ${Object.keys(queries)[0]}`);
  expect(sentence).toContain("Look for it in the provider's console");
  expect(upstream.state().creates).toHaveLength(1);
});

test('--paid says of a create whose outcome is not known that nobody knows', async () => {
  const upstream = await upstreamWith({ script: [{ on: 'create', cut: 'after-handling' }] });
  const { isWell, output } = await visit({ env: settingsFor(upstream), isPaid: true, answer: 'yes' });
  expect(output).toMatch(/Whether it took the create request named outframe-doctor-\S+ is not known/);
  expect(isWell).toBe(false);
  expect(upstream.state().creates).toHaveLength(1);
});

test('--paid sends nothing unless somebody says yes', async () => {
  const upstream = await upstreamWith();
  const { code, output } = await visitAsProcess(settingsFor(upstream), ['--paid'], 'no\n');
  expect(output).toContain('Go on? (yes/no)');
  expect(code).toBe(0);
  expect(upstream.state().creates).toEqual([]);
});

test('the bucket is tried out, and left as it was', async () => {
  const bucket = await startFakeS3();
  onTestFinished(bucket.close);
  const { isWell, output } = await visit({ env: bucket.env });
  expect(output).toMatch(/^ok {4}Image storage: The bucket takes, lists and removes images/m);
  expect(bucket.calls).toContain('PUT 200');
  expect([...bucket.objects.keys()]).toEqual([]);
  expect(isWell).toBe(true);

  const refused = await visit({ env: { ...bucket.env, S3_ACCESS_KEY: 'who' } });
  expect(refused.output).toMatch(/^FAULT Image storage: .*refuses these keys/m);
  expect(refused.isWell).toBe(false);
  expect(refused.output).not.toContain(bucket.secretKey);
});

test('a gateway that takes repeats and knows no names of ours is told from others, for the price of one more image', async () => {
  const upstream = await upstreamWith({ repeats: 'accepted', findsByExternalId: false });
  const { output } = await visit({ env: settingsFor(upstream), isPaid: true, answer: 'yes' });
  expect(output).toContain('PROVIDER_DUPLICATES=accepted PROVIDER_FINDS_EXTERNAL_ID=no');
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([2]);
});

test.each(['400 with 1201', 'a bare 404'] as const)(
  'nothing is wrong with a provider that does not know a task as «%s»',
  async (shape) => {
    const upstream = await upstreamWith({ unknownTask: shape });
    const { isWell, output } = await visit({ env: settingsFor(upstream) });
    expect(output).not.toContain('FAULT');
    expect(output).toContain(
      'PROVIDER_BOTTOM_NAME=bottom PROVIDER_N_TYPE=string PROVIDER_DUPLICATES=unknown',
    );
    expect(isWell).toBe(true);
  },
);

test("Kling's own list and packages are told of", async () => {
  const upstream = await upstreamWith({
    expandPath: '/v1/images/editing/expand',
    bottomName: 'down',
    nType: 'number',
  });
  const env = { KLING_API_KEY: upstream.key, PROVIDER_BASE_URL: upstream.url };
  const { isWell, output } = await visit({ env });
  expect(output).toMatch(/^ok {4}Kling, list: Tasks are listed at/m);
  expect(output).toMatch(/^ok {4}Kling, account: .*Image 1000: 812 of 1000 left, online/m);
  expect(isWell).toBe(true);
});

test('the proxy on the way out is named, without its password', async () => {
  const upstream = await upstreamWith();
  const env = {
    ...settingsFor(upstream),
    HTTPS_PROXY: 'http://me:secret-word@127.0.0.1:9',
    NO_PROXY: '127.0.0.1',
  };
  const { output } = await visit({ env });
  expect(output).toMatch(/^ok {4}Proxy: .*through 127.0.0.1:9, except for 127.0.0.1\./m);
  expect(output).not.toContain('secret-word');
});
