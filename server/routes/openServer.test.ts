import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { openServer } from './openServer.ts';
import type { RouteEnv } from './routeContext.ts';

async function start(silenceMs?: number) {
  const app = new Hono<RouteEnv>();
  app.post('/upload', async (context) => context.text(String((await context.req.arrayBuffer()).byteLength)));
  app.onError((_error, context) => context.text('broken off', 500));
  const server = openServer(app, silenceMs);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { server, port };
}

/** Begins an upload; `end` says what came back, or that the connection was cut. */
function upload(port: number) {
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/upload' });
  const answered = new Promise<string>((resolve) => {
    sent.on('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve(text);
    });
    sent.on('error', () => resolve('cut'));
  });
  return { sent, answered };
}

test('an upload in many pieces is taken, with no limit to how long it takes in all', async () => {
  const { server, port } = await start(3_600_000);
  // The default cuts everything after five minutes; the silence is counted anew with every byte.
  expect(server.requestTimeout).toBe(0);
  expect(server.timeout).toBe(3_600_000);
  const slow = upload(port);
  for (const piece of ['one', 'two', 'three']) {
    await new Promise((resolve) => slow.sent.write(piece, resolve));
  }
  slow.sent.end();
  expect(await slow.answered).toBe('11');
});

test('an upload that says nothing more is cut', async () => {
  const { port } = await start(50);
  const silent = upload(port);
  silent.sent.write('x');
  expect(await silent.answered).toBe('cut');
});

test.each(['[::ffff:127.0.0.1]', 'a b', '127.0.0.1:99999999'])(
  'a request to the host %s is refused in the words of the app',
  async (host) => {
    const { port } = await start();
    const sent = request({ port, host: '127.0.0.1', method: 'GET', path: '/', headers: { host } });
    sent.end();
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response) text += chunk;
    expect(response.statusCode).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ code: 'request-refused', status: 403 });
  },
);
