import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSharedRelay, type SharedRelay } from '../testing/sharedRelay.ts';
import type { TestRelay } from '../testing/testRelay.ts';
import { loggedPath } from './loggedPath.ts';

let shared: SharedRelay;
let relay: TestRelay;

beforeAll(async () => {
  shared = await openSharedRelay();
  relay = shared.relay;
});
afterAll(() => shared.close());

test('whoever asks by whatever name is told that the process lives, and nothing else', async () => {
  const headers = { host: 'relay-1.internal:8787' };
  const alive = await relay.app.request('/api/health', { headers });
  expect([alive.status, await alive.json()]).toEqual([200, { status: 'ok' }]);
  for (const address of ['/api/ready', '/metrics', '/api/config']) {
    expect((await relay.app.request(address, { headers })).status).toBe(403);
  }
});

test('a prompt with a zero byte is refused in a sentence', async () => {
  const { id: sourceId } = await relay.addSource();
  const answer = await relay.app.request('/api/tasks', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'zero' },
    body: JSON.stringify({
      sourceId,
      expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
      prompt: 'sky\u0000',
    }),
  });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'prompt-unreadable', errors: [{ path: 'prompt' }] });
});

test('an id of a format with a zero byte is refused', async () => {
  const { id: sourceId } = await relay.addSource();
  const answer = await relay.app.request('/api/tasks', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'format' },
    body: JSON.stringify({
      ...{ sourceId, formatId: 'a\u0000b' },
      expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
    }),
  });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'invalid-request', errors: [{ path: 'formatId' }] });
});

test('a mark for a result with a zero byte in its id is refused', async () => {
  const answer = await relay.app.request('/api/results', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ids: ['a\u0000b'], isStarred: true }),
  });
  expect(await answer.json()).toMatchObject({ code: 'invalid-request' });
});

const NO_YEAR = Buffer.from(
  JSON.stringify(['0000-01-01T00:00:00.000Z', '00000000-0000-4000-8000-000000000000']),
).toString('base64url');
test.each([
  ['/api/tasks?format=%00', 'format'],
  ['/api/tasks/outline?format=a%00b', 'format'],
  [`/api/tasks?cursor=${NO_YEAR}`, 'cursor'],
  [`/api/tasks/outline?cursor=${NO_YEAR}`, 'cursor'],
  ['/api/ledger?from=0000-01-01', 'from'],
  ['/api/ledger?to=0000-12-31', 'to'],
])('%s is refused, and says why', async (address, path) => {
  const answer = await relay.app.request(address);
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: 'invalid-request', errors: [{ path }] },
  ]);
});

test.each([
  '/api/tasks/%00',
  '/api/results/%00/image',
  '/api/results/a%00b/image',
  '/api/sources/%00',
  '/api/sources/%00/image',
])('%s is not found', async (address) => {
  expect((await relay.app.request(address)).status).toBe(404);
});

test('callbacks with tokens of nobody are not judged for ever', async () => {
  const call = () =>
    relay.app.request(`/api/callbacks/${randomBytes(32).toString('base64url')}`, {
      method: 'POST',
      body: '{}',
    });
  const statuses: number[] = [];
  for (let calls = 0; calls < 70; calls += 1) statuses.push((await call()).status);
  expect(statuses.filter((status) => status === 404)).toHaveLength(60);
  expect(statuses.at(-1)).toBe(429);
});

test('what makes a callback believed does not stand in the log', async () => {
  const token = randomBytes(32).toString('base64url');
  const path = loggedPath(`/api/callbacks/${token}`);
  expect(path).toMatch(/^\/api\/callbacks\/#[\da-f]{12}$/);
  expect(loggedPath(`/api/callbacks/${token}`)).toBe(path);
  expect(loggedPath('/api/tasks/x')).toBe('/api/tasks/x');
});
