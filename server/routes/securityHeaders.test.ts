import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import { readinessSchema } from '../../src/domain/contract/readiness.ts';
import { testJpeg } from '../../testing/testImages.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { Secret } from '../secret.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { openTestRelay } from '../testing/testRelay.ts';

const ANNA = '0123456789abcdef0123';
let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;
beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

async function open(options: Partial<Parameters<typeof openTestRelay>[0]> = {}) {
  const relay = await openTestRelay({ database, finisher: inlineFinisher, dataDir: folder.path, ...options });
  onTestFinished(relay.close);
  const get = async (address: string, headers: Record<string, string> = {}) =>
    relay.app.request(address, { headers });
  const ready = async () => {
    const response = await get('/api/ready');
    return { httpStatus: response.status, ...readinessSchema.parse(await response.json()) };
  };
  return { relay, get, ready };
}

/** One figure of the metrics. */
function figure(text: string, name: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}

test('a relay that can work says so', async () => {
  const { ready } = await open();
  expect(await ready()).toEqual({
    httpStatus: 200,
    status: 'ok',
    checks: { database: true, dataFolder: true, disk: true, storage: true, providers: {} },
  });
});

test('a full disk is told, and nothing more is taken', async () => {
  let room = 1e12;
  const { relay, ready } = await open({ freeBytes: async () => room, minFreeBytes: 300_000_000 });
  room = 1000;
  expect(await ready()).toMatchObject({ httpStatus: 503, status: 'not-ready', checks: { disk: false } });
  for (const address of ['/api/sources', '/api/sources/from-url', '/api/tasks']) {
    const response = await relay.app.request(address, {
      method: 'POST',
      body: new Uint8Array(await testJpeg()),
    });
    expect(problemSchema.parse(await response.json()).code).toBe('disk-full');
  }
  room = 1e12;
  expect(await ready()).toMatchObject({ httpStatus: 200, status: 'ok' });
});

test('a disk that does not answer is told', async () => {
  const { ready } = await open({ dataDir: folder.path, freeBytes: () => Promise.reject(new Error('gone')) });
  expect(await ready()).toMatchObject({ httpStatus: 503, checks: { disk: false } });
});

test('a database that is gone is told, and the process still lives', async () => {
  const other = await makeDataFolder();
  onTestFinished(other.remove);
  const gone = await openDatabase({ dataDir: other.path, url: null, onError: () => undefined });
  const relay = await openTestRelay({ database: gone, finisher: inlineFinisher, dataDir: other.path });
  await relay.close();
  await gone.close();
  const response = await relay.app.request('/api/ready');
  expect(response.status).toBe(503);
  expect(readinessSchema.parse(await response.json()).checks.database).toBe(false);
  expect((await relay.app.request('/api/health')).status).toBe(200);
});

test('a provider that refuses the key makes the relay degraded', async () => {
  const upstream = { url: 'http://127.0.0.1:9', key: 'sk-unused' };
  const { relay, ready } = await open({ upstream });
  expect(await ready()).toMatchObject({ status: 'ok', checks: { providers: { deerapi: true } } });
  const provider = relay.providers.get('deerapi');
  if (provider === undefined) throw new Error('There is no such provider.');
  const problem = { code: 'upstream-unauthorized', detail: 'The key.', upstream: null } as const;
  await relay.runnerDeps.circuitBreaker.call(provider, async () => ({ kind: 'refused', problem }));
  expect(await ready()).toMatchObject({
    httpStatus: 200,
    status: 'degraded',
    checks: { providers: { deerapi: false } },
  });
});

test('figures tell of tasks, the queue, bytes, requests and calls', async () => {
  const { relay, get } = await open();
  const task = await relay.submit();
  relay.clock.advance(90_000);
  await get('/api/config');
  await get('/api/tasks/nonsense');
  const response = await get('/metrics');
  expect(response.headers.get('content-type')).toContain('text/plain');
  const text = await response.text();
  expect(figure(text, 'outframe_tasks{status="queued"}')).toBeGreaterThanOrEqual(1);
  expect(figure(text, 'outframe_tasks{status="failed"}')).toBe(0);
  expect(figure(text, 'outframe_queue_age_seconds')).toBeGreaterThanOrEqual(90);
  expect(figure(text, 'outframe_stored_bytes{kind="sources"}')).toBeGreaterThanOrEqual(task.source.fileBytes);
  expect(figure(text, 'outframe_free_bytes')).toBeGreaterThan(0);
  const requests = (labels: string) => figure(text, `outframe_http_request_seconds_count{${labels}}`);
  expect(requests('method="GET",route="/api/config",status="200"')).toBe(1);
  expect(requests('method="GET",route="/api/tasks/:id",status="404"')).toBe(1);
  expect(text).toContain('process_resident_memory_bytes');
});

test('figures are for people who are signed in, where somebody has to', async () => {
  const { get } = await open({ accessTokens: [{ person: 'anna', secret: new Secret(ANNA) }] });
  expect((await get('/metrics')).status).toBe(401);
  expect((await get('/metrics', { authorization: `Bearer ${ANNA}` })).status).toBe(200);
});

test('every call that there is stands in the OpenAPI document, and no other', async () => {
  const { relay, get } = await open({ accessTokens: [{ person: 'anna', secret: new Secret(ANNA) }] });
  const text = await (await get('/api/openapi.json')).text();
  const document: { paths: Record<string, Record<string, { security?: unknown[] }>> } = JSON.parse(text);
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  const served = relay.app.routes
    .filter(({ method, path }) => method !== 'ALL' && /^\/(api|metrics)/.test(path))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(described.toSorted()).toEqual([...new Set(served)].toSorted());
  // What it says about signing in is so.
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { security }] of Object.entries(operations)) {
      const address = path.replace(/\{\w+\}/g, 'x');
      const { status } = await relay.app.request(address, { method: method.toUpperCase() });
      expect(status === 401, `${method} ${path}`).toBe(security === undefined);
    }
  }
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
    expect(text).toContain(`"${name}":{`);
  }
});
