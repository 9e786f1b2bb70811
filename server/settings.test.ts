import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

const around = { cwd: '/home/somebody', logLevel: 'warn' } as const;
const KEY = 'sk-very-secret';

test('with nothing set, the defaults hold', () => {
  expect(readSettings({}, around)).toEqual({
    port: 8787,
    host: '127.0.0.1',
    dataDir: '/home/somebody/.data',
    databaseUrl: null,
    deerapiKey: null,
    provider: 'built-in',
    providerBaseUrl: 'https://api.deerapi.com',
    publicUrl: null,
    pricePerImage: null,
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

test('everything that is wrong is listed at once, each with what to do', () => {
  const wrong = {
    PORT: '99999',
    HOST: '0.0.0.0',
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
  for (const name of ['PORT', 'HOST', 'DATABASE_URL', 'PROVIDER_BASE_URL', 'LOG_LEVEL', 'DEERAPI_KEY']) {
    expect(failure.problems.filter((problem) => problem.includes(name))).not.toEqual([]);
  }
  expect(failure.message).toContain('access control');
});

test('the key does not leak by being printed, logged or made into JSON', () => {
  const settings = readSettings({ DEERAPI_KEY: KEY }, around);
  expect(
    [JSON.stringify(settings), inspect(settings, { depth: 9 }), `${settings.deerapiKey}`].join(),
  ).not.toContain(KEY);
  expect(settings.deerapiKey?.reveal()).toBe(KEY);
});

test('a slash at the end of an address does no harm', () => {
  expect(readSettings({ PROVIDER_BASE_URL: 'http://127.0.0.1:1/' }, around).providerBaseUrl).toBe(
    'http://127.0.0.1:1',
  );
});
