import { once } from 'node:events';
import { createServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type FakeUpstream, startFakeUpstream } from '../../../testing/upstream/fakeUpstream.ts';
import { proxySettings } from '../../access/proxySettings.ts';
import { Secret } from '../../secret.ts';
import { factsInMemory } from '../learnedFacts.ts';
import { KLING_PRESETS } from './klingPreset.ts';
import { createKlingProvider } from './klingProvider.ts';

const trace = { externalTaskId: 'ours-1', hintedTaskId: null };

/** Leads every host to the upstream, or lets nobody through. */
async function startProxy(upstream: FakeUpstream, isOpen: boolean) {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    if (!isOpen) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const far = net.connect(Number(new URL(upstream.url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      far.pipe(socket);
      socket.pipe(far);
    });
    for (const side of [far, socket]) side.on('error', () => undefined);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { asked, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
}

async function askThrough({ isOpen = true, noProxy = '', baseUrl = 'http://api.kling.example' } = {}) {
  const upstream = await startFakeUpstream();
  onTestFinished(() => upstream.close());
  const proxy = await startProxy(upstream, isOpen);
  const calls: string[] = [];
  const provider = createKlingProvider({
    preset: { ...KLING_PRESETS.deerapi, baseUrl: baseUrl === 'direct' ? upstream.url : baseUrl },
    credentials: { kind: 'bearer', key: new Secret(upstream.key) },
    ...{ now: () => new Date(), facts: factsInMemory() },
    onCall: ({ outcome }) => calls.push(outcome),
    withImage: () => Promise.reject(new Error('Nothing is sent here.')),
    proxies: proxySettings({ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: noProxy }),
  });
  onTestFinished(() => provider.close());
  const found = await provider.find(trace, new AbortController().signal);
  return { found, calls, asked: proxy.asked };
}

test('questions go through the outbound proxy', async () => {
  const { found, asked } = await askThrough();
  expect(found.kind).toBe('not-found');
  expect(asked).toEqual(['api.kling.example:80']);
});

test('hosts of NO_PROXY are called without it', async () => {
  const { found, asked } = await askThrough({ noProxy: '127.0.0.1', baseUrl: 'direct' });
  expect(found.kind).toBe('not-found');
  expect(asked).toEqual([]);
});

test('what a proxy does not let through has surely not arrived', async () => {
  const { found, calls } = await askThrough({ isOpen: false });
  expect(found.kind).toBe('retry-later');
  expect(calls).toEqual(['not-sent']);
});
