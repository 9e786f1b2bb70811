import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { KLING_PRESETS } from './providers/kling/klingPreset.ts';
import { readSettings, SettingsError } from './settings.ts';

const around = { cwd: '/home/somebody', logLevel: 'warn' } as const;
const KEY = 'sk-very-secret';

test('with nothing set, the defaults hold', () => {
  expect(readSettings({}, around)).toEqual({
    port: 8787,
    host: '127.0.0.1',
    dataDir: '/home/somebody/.data',
    databaseUrl: null,
    storage: { kind: 'disk' },
    takeOver: null,
    upstreams: [],
    provider: 'built-in',
    publicUrl: null,
    trustedProxies: [],
    proxies: null,
    allowedHosts: [],
    ownTasksOnly: false,
    callbackSecret: null,
    pricePerImage: null,
    retentionDays: null,
    accessTokens: [],
    limits: {
      requestsPerMinute: null,
      openTasks: 500,
      openTasksEach: null,
      dailyImages: null,
      dailyImagesEach: null,
    },
    minFreeBytes: 300_000_000,
    logLevel: 'warn',
  });
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ PORT: '', DEERAPI_KEY: ' ', LOG_LEVEL: '' }, around)).toEqual(
    readSettings({}, around),
  );
});

test('a key preselects its provider, unless another is asked for', () => {
  expect(readSettings({ DEERAPI_KEY: KEY }, around).provider).toBe('deerapi');
  expect(readSettings({ DEERAPI_KEY: KEY, PROVIDER: 'built-in' }, around).provider).toBe('built-in');
});

test('each provider has its own key; settings change the one in use', () => {
  const { upstreams, provider } = readSettings(
    {
      COMETAPI_KEY: KEY,
      KLING_ACCESS_KEY: 'a',
      KLING_SECRET_KEY: 'b',
      PROVIDER: 'kling',
      PROVIDER_BASE_URL: 'https://api-beijing.klingai.com',
      PROVIDER_EXPAND_PATH: '/v2/expand',
      PROVIDER_BOTTOM_NAME: 'bottom',
      PROVIDER_N_TYPE: 'string',
      PROVIDER_FIRST_POLL_MS: '2000',
      PROVIDER_SLOWEST_POLL_MS: '20000',
      PROVIDER_DEADLINE_MINUTES: '30',
      PROVIDER_SLOTS: '5',
    },
    around,
  );
  expect(provider).toBe('kling');
  expect(upstreams).toMatchObject([
    { preset: { ...KLING_PRESETS.cometapi }, credentials: { kind: 'bearer' } },
    {
      preset: {
        name: 'kling',
        baseUrl: 'https://api-beijing.klingai.com',
        expandPath: '/v2/expand',
        queryPath: '/v2/expand/{task_id}',
        bottomName: 'bottom',
        nType: 'string',
        auth: 'jwt',
        firstPollMs: 2000,
        slowestPollMs: 20_000,
        deadlineMs: 1_800_000,
        slots: 5,
      },
      credentials: { kind: 'jwt' },
    },
  ]);
});

test('images are kept in a bucket where one is set', () => {
  const keys = { S3_ACCESS_KEY: 'who', S3_SECRET_KEY: KEY };
  const given = { STORAGE: 's3', S3_BUCKET: 'pictures', S3_PREFIX: '/team/outframe/', ...keys };
  const { storage } = readSettings(given, around);
  expect(storage).toMatchObject({
    ...{ kind: 's3', bucket: 'pictures', endpoint: null, region: 'us-east-1', prefix: 'team/outframe/' },
    ...{ hasPathStyle: false, copiesBytes: 2_000_000_000 },
  });
  expect(inspect(storage, { depth: 9 }) + JSON.stringify(storage)).not.toContain(KEY);
  const elsewhere = { ...given, S3_ENDPOINT: 'http://127.0.0.1:9000', S3_REGION: 'auto', S3_PREFIX: '/' };
  const self = readSettings({ ...elsewhere, S3_ACCESS_KEY: '', S3_SECRET_KEY: '' }, around).storage;
  expect(self).toMatchObject({ hasPathStyle: true, region: 'auto', prefix: '', keys: null });
  expect(readSettings({ ...elsewhere, S3_PATH_STYLE: 'no' }, around).storage).toMatchObject({
    hasPathStyle: false,
  });
});

test.each<[Record<string, string>, RegExp]>([
  [{ RETENTION_DAYS: '0' }, /RETENTION_DAYS must be a whole number of days from 1/],
  [{ RETENTION_DAYS: '-1' }, /RETENTION_DAYS/],
  [{ PUBLIC_URL: 'https://example.com/outframe/' }, /PUBLIC_URL must be a host without a path/],
  [{ PUBLIC_URL: 'outframe.example.com' }, /PUBLIC_URL must be a web address/],
  [{ STORAGE: 'tape' }, /STORAGE must be disk or s3/],
  [{ STORAGE: 's3' }, /S3_BUCKET must be set/],
  [{ S3_BUCKET: 'pictures' }, /S3_BUCKET need STORAGE=s3/],
  [{ STORAGE: 's3', S3_BUCKET: 'No Bucket' }, /S3_BUCKET must be the name of a bucket/],
  [{ STORAGE: 's3', S3_BUCKET: 'pictures', S3_ENDPOINT: 'minio:9000' }, /S3_ENDPOINT must be a web address/],
  [{ STORAGE: 's3', S3_BUCKET: 'pictures', S3_ACCESS_KEY: 'a' }, /belong together/],
  [{ KLING_ACCESS_KEY: 'a' }, /belong together/],
  [{ PROVIDER: 'cometapi' }, /COMETAPI_KEY must be set/],
  [{ KLING_API_KEY: 'a', PROVIDER_AUTH: 'jwt' }, /KLING_ACCESS_KEY and KLING_SECRET_KEY must be set/],
  [
    { DEERAPI_KEY: 'a', COMETAPI_KEY: 'b', PROVIDER_SLOTS: '3' },
    /say with PROVIDER which one PROVIDER_SLOTS/,
  ],
  [{ PROVIDER_QUERY_PATH: '/x/' }, /\{task_id\}/],
  [{ PROVIDER_SLOTS: '0' }, /PROVIDER_SLOTS must be a whole number from 1/],
  [{ CALLBACK_SECRET: 'secret' }, /whsec_/],
])('%j is refused', (env, sentence) => {
  expect(() => readSettings(env, around)).toThrow(sentence);
});

test('everything that is wrong is listed at once, each with what to do', () => {
  const wrong = {
    PORT: '99999',
    HOST: 'http://here',
    ACCESS_TOKENS: 'anna:short',
    DAILY_IMAGE_LIMIT: 'few',
    DATABASE_URL: 'mysql://somewhere',
    PROVIDER: 'deerapi',
    PROVIDER_BASE_URL: 'ftp://api',
    LOG_LEVEL: 'loud',
  };
  const failure = (() => {
    try {
      return readSettings(wrong, around);
    } catch (error) {
      return error;
    }
  })();
  if (!(failure instanceof SettingsError)) throw new Error('The settings were taken.');
  for (const name of [...Object.keys(wrong), 'DEERAPI_KEY']) {
    expect(failure.problems.filter((problem) => problem.includes(name))).not.toEqual([]);
  }
});

test('the key does not leak by being printed, logged or made into JSON', () => {
  const settings = readSettings({ DEERAPI_KEY: KEY }, around);
  expect(
    [JSON.stringify(settings), inspect(settings, { depth: 9 }), `${settings.upstreams}`].join(),
  ).not.toContain(KEY);
});

test('a slash at the end of an address does no harm', () => {
  const settings = readSettings({ DEERAPI_KEY: KEY, PROVIDER_BASE_URL: 'http://127.0.0.1:1/' }, around);
  expect(settings.upstreams[0]?.preset.baseUrl).toBe('http://127.0.0.1:1');
});

const TOKENS = 'anna:0123456789abcdef, ben:fedcba9876543210';

test.each([
  ['every address', { HOST: '0.0.0.0' }, /HOST=0\.0\.0\.0 opens the relay to others\. Set ACCESS_TOKENS/],
  ['one address of the network', { HOST: '192.168.1.5' }, /HOST=192\.168\.1\.5 opens/],
  ['every IPv6 address', { HOST: '::' }, /HOST=:: opens/],
  ['a public name', { PUBLIC_URL: 'https://outframe.example.com' }, /PUBLIC_URL=.* says that others reach/],
])('%s needs people with tokens', (_what, env, sentence) => {
  expect(() => readSettings(env, around)).toThrow(sentence);
  expect(readSettings({ ...env, ACCESS_TOKENS: TOKENS }, around).accessTokens).toHaveLength(2);
});

test('loopback in any spelling needs nobody to sign in', () => {
  for (const HOST of ['127.0.0.1', 'localhost', '::1', '127.0.0.2']) {
    expect(readSettings({ HOST, PUBLIC_URL: 'http://localhost:8787' }, around).accessTokens).toEqual([]);
  }
});

test('people and their tokens are read, and nothing prints a token', () => {
  const settings = readSettings(
    { ACCESS_TOKENS: TOKENS, DAILY_IMAGE_LIMIT: '50', DAILY_IMAGE_LIMIT_EACH: '20', OPEN_TASK_LIMIT: '0' },
    around,
  );
  expect(settings.accessTokens.map(({ person, secret }) => [person, secret.reveal()])).toEqual([
    ['anna', '0123456789abcdef'],
    ['ben', 'fedcba9876543210'],
  ]);
  expect(settings.limits).toMatchObject({
    requestsPerMinute: 240,
    openTasks: null,
    dailyImages: 50,
    dailyImagesEach: 20,
  });
  expect(inspect(settings, { depth: 9 })).not.toMatch(/0123456789|fedcba/);
});

test.each([
  'anna',
  'anna:',
  'anna:fifteen-letters',
  ':0123456789abcdef',
  'an na:0123456789abcdef',
  'anna:0123456789 abcdef',
  'anna:0123456789abcdef,anna:fedcba9876543210',
  'anna:0123456789abcdef,ben:0123456789abcdef',
])('ACCESS_TOKENS=%s is refused without repeating the token', (text) => {
  const read = () => readSettings({ ACCESS_TOKENS: text }, around);
  expect(read).toThrow(/ACCESS_TOKENS/);
  expect(read).not.toThrow(/0123456789|fifteen/);
});
