import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { createOutboundGuard } from '../access/outboundGuard.ts';
import { downloadImage } from './downloadImage.ts';

test.each([
  ['falls silent in front of its answer', '/unanswered', 'It fell silent.'],
  ['falls silent in the middle', '/begun', 'It fell silent.'],
  ['breaks off', '/cut', 'The connection broke.'],
])('a result that %s is told by that, and asked for again', async (_what, address, message) => {
  const server = createServer((request, response) => {
    if (request.url === '/begun') response.write('a beginning');
    if (request.url === '/cut') response.destroy();
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('No port.');
  const trustedUrl = `http://127.0.0.1:${bound.port}`;
  const fetched = await downloadImage({
    url: `${trustedUrl}${address}`,
    file: path.join(await temporaryFolder(), 'result'),
    signal: new AbortController().signal,
    timeoutMs: 60_000,
    guard: createOutboundGuard({ trustedUrl, silenceMs: 100 }),
  });
  expect(fetched).toMatchObject({ kind: 'retry-later', problem: { upstream: { message } } });
});
