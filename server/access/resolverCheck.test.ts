import { expect, test } from 'vitest';
import { resolverProblem } from './resolverCheck.ts';

test('a resolver that makes addresses up is told, with the host and the way out', async () => {
  const sentence = await resolverProblem('api.example.com', async () => ['198.18.0.5']);
  expect(sentence).toContain('answers api.example.com with 198.18.0.5');
  expect(sentence).toContain('HTTPS_PROXY');
});

test.each([
  ['a real address', async () => ['93.184.216.34']],
  ['no address', async () => []],
  ['a resolver that does not answer', () => Promise.reject(new Error('EAI_AGAIN'))],
])('%s is no such trouble', async (_what, resolve) => {
  expect(await resolverProblem('api.example.com', resolve)).toBeNull();
});
