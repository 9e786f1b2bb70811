import { expect, test } from 'vitest';
import { unknownSettings } from './unknownSettings.ts';

const KNOWN = ['PORT', 'HOST', 'DATABASE_URL', 'PROVIDER_BOTTOM_NAME', 'DAILY_IMAGE_LIMIT'];

test.each([
  ['PROVIDER_BOTOM_NAME', 'PROVIDER_BOTTOM_NAME'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['DAILY_IMAGES_LIMIT', 'DAILY_IMAGE_LIMIT'],
  ['provider_bottom_names', 'PROVIDER_BOTTOM_NAME'],
])('%s in the environment is refused, with %s beside it', (name, meant) => {
  expect(unknownSettings(KNOWN, { given: [name], own: [] })).toEqual([
    `${name} is no setting. Did you mean ${meant}?`,
  ]);
});

test('what is known, and what other programs have in the environment, is no trouble', () => {
  const given = [...KNOWN, 'HOSTNAME', 'POST', 'XDG_DATA_DIRS', 'S3_BUCKET_NAME', 'HTTPS_PROXY', 'PATH'];
  expect(
    unknownSettings(KNOWN, { given, own: ['PORT', 'AWS_PROFILE', 'https_proxy', 'NODE_OPTIONS'] }),
  ).toEqual([]);
});

test('in our own file every name must be known', () => {
  expect(unknownSettings(KNOWN, { given: ['PROT'], own: ['PROT'] })).toEqual([
    'PROT is no setting. Did you mean PORT?',
  ]);
});
