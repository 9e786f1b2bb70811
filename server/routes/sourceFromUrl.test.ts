import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import { sourceSchema } from '../../src/domain/contract/source.ts';
import { type ProblemCode, problemStatus } from '../../src/domain/problem.ts';
import { testImage, testJpeg } from '../../testing/testImages.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';

let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;
let relay: TestRelay;
let site: Server;
let siteUrl = '';
let answer: RequestListener;

beforeAll(async () => {
  site = createServer((request, response) => answer(request, response));
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  siteUrl = `http://127.0.0.1:${address.port}`;
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
  relay = await openTestRelay({ database, dataDir: folder.path, trustedUrl: siteUrl });
});
afterAll(async () => {
  site.closeAllConnections();
  site.close();
  await relay.close();
  await database.close();
  await folder.remove();
});

const fromUrl = async (url: unknown, init: { body?: string; signal?: AbortSignal } = {}) => {
  const body = init.body ?? JSON.stringify({ url });
  return relay.app.request('/api/sources/from-url', {
    ...init,
    ...{ method: 'POST', body },
    headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
  });
};

async function expectProblem(response: Response, code: ProblemCode) {
  const problem = problemSchema.parse(await response.json());
  expect([problem.code, response.status]).toEqual([code, problemStatus(code)]);
  expect(await readdir(path.join(folder.path, 'temporary'))).toEqual([]);
  return problem;
}

test('an image at an address is the same source as its file', async () => {
  const bytes = await testJpeg({ width: 430, height: 310 });
  answer = (request, response) => {
    if (request.url === '/old.jpg') response.writeHead(301, { location: '/new.jpg' }).end();
    else response.setHeader('content-type', 'application/octet-stream').end(bytes);
  };
  const first = await fromUrl(` ${siteUrl}/old.jpg\n`);
  const source = sourceSchema.parse(await first.json());
  expect(first.status).toBe(201);
  expect(source).toMatchObject({ width: 430, height: 310, format: 'jpeg', fileBytes: bytes.byteLength });
  const sent = await relay.app.request('/api/sources', { method: 'POST', body: new Uint8Array(bytes) });
  expect(sent.status).toBe(200);
  expect(sourceSchema.parse(await sent.json())).toEqual(source);
  expect((await fromUrl(`${siteUrl}/new.jpg`)).status).toBe(200);
});

test('a body that comes packed is judged by what is in it', async () => {
  const bytes = await testImage({ width: 400, height: 300 }).png().toBuffer();
  answer = (_request, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(bytes));
  expect(sourceSchema.parse(await (await fromUrl(siteUrl)).json()).fileBytes).toBe(bytes.byteLength);
});

test.each<[string, RequestListener, ProblemCode]>([
  [
    'a page',
    (_request, response) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end('<h1>Cats</h1>'),
    'url-without-image',
  ],
  ['a page that says it is an image', (_request, response) => response.end('<h1>'), 'url-without-image'],
  [
    'a drawing in SVG',
    (_request, response) =>
      response.end('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'),
    'url-without-image',
  ],
  ['nothing any more', (_request, response) => response.writeHead(404).end(), 'url-without-image'],
  ['a broken site', (_request, response) => response.writeHead(500).end(), 'url-without-image'],
  [
    'an image that breaks off',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '9999' });
      response.write('\xff\xd8\xff', () => response.destroy());
    },
    'url-unreachable',
  ],
  [
    'more than the relay takes, announced',
    (_request, response) => response.writeHead(200, { 'content-length': '50000001' }).write('x'),
    'file-too-large',
  ],
  [
    'more than the relay takes, packed small',
    (_request, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(60_000_000))),
    'file-too-large',
  ],
])('%s is refused and leaves nothing behind', async (_what, listener, code) => {
  answer = listener;
  await expectProblem(await fromUrl(`${siteUrl}/cat.jpg`), code);
});

test('an image that is too small is refused as its file would be', async () => {
  const bytes = await testJpeg({ width: 200, height: 200 });
  answer = (_request, response) => response.end(bytes);
  await expectProblem(await fromUrl(siteUrl), 'source-too-small');
});

test.each([['http://localhost:1/'], ['file:///etc/passwd'], ['http://169.254.169.254/'], ['cat.jpg']])(
  '%s is not opened',
  async (url) => {
    const { detail } = await expectProblem(await fromUrl(url), 'url-refused');
    expect(detail).toMatch(/^The server does not open this address\. .* Save the image/);
  },
);

test('a request that is not as it should be is refused', async () => {
  for (const url of ['', '  ', 7, null, 'x'.repeat(8193)]) {
    await expectProblem(await fromUrl(url), 'invalid-request');
  }
  await expectProblem(await fromUrl(siteUrl, { body: '{' }), 'invalid-request');
  await expectProblem(await fromUrl(siteUrl, { body: 'x'.repeat(70_000) }), 'request-too-large');
});

test('addresses that never come to an end do not take up the server: a further one is refused until one is given up', async () => {
  const bytes = await testJpeg();
  let hanging = 0;
  answer = (request, response) => {
    if (request.url === '/quick.jpg') return void response.end(bytes);
    hanging += 1;
    response.writeHead(200).write('\xff\xd8\xff');
  };
  const aborts = Array.from({ length: 12 }, () => new AbortController());
  const waiting = aborts.map(({ signal }) => fromUrl(siteUrl, { signal }));
  await waitUntil('all to hang', () => hanging === 12);
  const refused = problemSchema.parse(await (await fromUrl(`${siteUrl}/quick.jpg`)).json());
  expect(refused.code).toBe('too-many-fetches');
  aborts[0]?.abort('Client connection prematurely closed.');
  await waiting[0];
  expect((await fromUrl(`${siteUrl}/quick.jpg`)).ok).toBe(true);
  for (const abort of aborts) abort.abort('Client connection prematurely closed.');
  await Promise.all(waiting);
});

test('somebody who no longer waits stops the download', async () => {
  let isCut = false;
  answer = (_request, response) => {
    response.on('close', () => {
      isCut = true;
    });
    response.writeHead(200).write('\xff\xd8\xff');
  };
  const abort = new AbortController();
  const waiting = fromUrl(siteUrl, { signal: abort.signal });
  await waitUntil(
    'the download to begin',
    async () => (await readdir(path.join(folder.path, 'temporary'))).length > 0,
  );
  // As the web server gives a request up whose sender has gone.
  abort.abort('Client connection prematurely closed.');
  await waitUntil('the site to see it end', () => isCut);
  expect((await waiting).status).toBe(400);
  expect(await readdir(path.join(folder.path, 'temporary'))).toEqual([]);
});
