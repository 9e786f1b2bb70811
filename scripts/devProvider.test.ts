import { expect, test } from 'vitest';
import { readSettings } from '../server/settings.ts';
import { fakeProviderEnv } from './devProvider.js';

const FAKE = 'http://127.0.0.1:4000';
/** What a developer's shell may hold. */
const REAL = {
  DEERAPI_KEY: 'real-key',
  COMETAPI_KEY: 'real-key',
  KLING_API_KEY: 'real-key',
  KLING_ACCESS_KEY: 'real-key',
  KLING_SECRET_KEY: 'real-key',
  DATABASE_URL: 'postgres://real@127.0.0.1:5432/outframe',
  STORAGE: 's3',
  S3_BUCKET: 'real',
  PROVIDER_BASE_URL: 'https://api.example.com',
  PUBLIC_URL: 'https://outframe.example.com',
  ACCESS_TOKENS: 'anna:0123456789abcdef0123456789abcdef',
};

test('with the fake provider, no key, database, bucket or address of the shell is used', () => {
  const env = { ...REAL, ...fakeProviderEnv(FAKE, REAL) };
  const settings = readSettings(env, { cwd: '/srv', logLevel: 'info' });
  expect(settings.upstreams.map(({ preset }) => preset.baseUrl)).toEqual([FAKE]);
  expect(settings.provider).toBe('deerapi');
  expect(settings.databaseUrl).toBeNull();
  expect(settings.storage.kind).toBe('disk');
  expect(settings.publicUrl).toBeNull();
  expect(settings.accessTokens).toEqual([]);
  expect(settings.dataDir).toBe('/srv/.data/fake-provider');
  expect(JSON.stringify(Object.values(env))).not.toMatch(/real/);
});

test('a data folder that is named is used', () => {
  const env = fakeProviderEnv(FAKE, { DATA_DIR: '/tmp/seeded' });
  expect(readSettings(env, { cwd: '/srv', logLevel: 'info' }).dataDir).toBe('/tmp/seeded');
});
