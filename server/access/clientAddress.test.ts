import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import ipaddr from 'ipaddr.js';
import { expect, onTestFinished, test } from 'vitest';
import { openServer } from '../routes/openServer.ts';
import type { RouteEnv } from '../routes/routeContext.ts';
import { clientAddress } from './clientAddress.ts';

/** Asks over a real socket, from this machine, who one is. */
async function seenAs(trusted: readonly string[], forwardedFor: string, host = '127.0.0.1') {
  const app = new Hono<RouteEnv>();
  const ranges = trusted.map((range) => ipaddr.parseCIDR(range));
  app.get('/', (context) => context.text(clientAddress(context, ranges)));
  const server = openServer(app);
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-forwarded-for': forwardedFor } });
  return answer.text();
}

test.each<[string, string[], string, string]>([
  ['a proxy that is trusted is believed', ['127.0.0.0/8'], '6.6.6.6, 1.2.3.4', '1.2.3.4'],
  ['one behind another, both trusted', ['127.0.0.0/8', '172.18.0.0/16'], '1.2.3.4, 172.18.0.9', '1.2.3.4'],
  ['whoever is not trusted is the client, whatever it claims', ['172.18.0.0/16'], '1.2.3.4', '127.0.0.1'],
  ['a private peer is not trusted for being private', [], '1.2.3.4', '127.0.0.1'],
])('%s', async (_name, trusted, forwardedFor, seen) => {
  expect(await seenAs(trusted, forwardedFor)).toBe(seen);
});

test('a server that listens on both families knows a trusted IPv4 peer by its mapped address too', async () => {
  expect(await seenAs(['127.0.0.0/8'], '1.2.3.4', '::')).toBe('1.2.3.4');
});
