import { once } from 'node:events';
import { createServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createOutboundGuard } from './outboundGuard.ts';
import { proxySettings } from './proxySettings.ts';

/** A proxy that leads every host to a server of its own, and says which were asked for. */
async function startProxy() {
  const target = createServer((request, response) => {
    if (request.url === '/moved') {
      // As many servers send it: raw UTF-8 where the standard wants it escaped.
      response.writeHead(302, { location: Buffer.from('/b\u00fcro.png').toString('latin1') }).end();
    } else response.end(`${request.headers.host} ${request.url}`);
  });
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    const far = net.connect((target.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      far.pipe(socket);
      socket.pipe(far);
    });
    for (const side of [far, socket]) side.on('error', () => undefined);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    for (const server of [proxy, target]) {
      server.closeAllConnections();
      server.close();
    }
  });
  return { asked, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
}

type Names = Readonly<Record<string, string>>;

function guardOf(proxyUrl: string, names: Names = {}, noProxy = '') {
  return createOutboundGuard({
    trustedUrl: null,
    proxies: proxySettings({ HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl, NO_PROXY: noProxy }),
    lookup: (hostname, _options, callback) => {
      const address = names[hostname];
      if (address === undefined) callback(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), []);
      else callback(null, [{ address, family: 4 }]);
    },
  });
}

const get = (guard: ReturnType<typeof guardOf>, url: string) =>
  guard.fetch({ url, signal: new AbortController().signal, timeoutMs: 5000 });

async function textOf(answer: Awaited<ReturnType<typeof get>>) {
  let text = '';
  for await (const chunk of answer.body) text += Buffer.from(chunk).toString('utf8');
  return text;
}

test('public names go through the proxy, also those that only it can resolve, or the resolver makes up', async () => {
  const proxy = await startProxy();
  const guard = guardOf(proxy.url, { 'made-up.example': '198.18.0.7' });
  expect(await textOf(await get(guard, 'http://images.example/a.png'))).toBe('images.example /a.png');
  expect(await textOf(await get(guard, 'http://made-up.example/b.png'))).toBe('made-up.example /b.png');
  expect(proxy.asked).toEqual(['images.example:80', 'made-up.example:80']);
});

test('a redirect with raw UTF-8 is followed as browsers do', async () => {
  const proxy = await startProxy();
  expect(await textOf(await get(guardOf(proxy.url), 'http://images.example/moved'))).toBe(
    'images.example /b%C3%BCro.png',
  );
});

test.each([
  'http://127.0.0.1/',
  'http://localhost/',
  'http://[::1]/',
  'http://10.0.0.1/',
  'http://198.18.0.1/',
  'http://inside.example/',
])('%s is refused before the proxy hears of it', async (url) => {
  const proxy = await startProxy();
  const guard = guardOf(proxy.url, { 'inside.example': '192.168.1.1' });
  await expect(get(guard, url)).rejects.toMatchObject({ code: 'url-refused' });
  expect(proxy.asked).toEqual([]);
});

test('what NO_PROXY names is asked directly, and guarded as ever', async () => {
  const proxy = await startProxy();
  const guard = guardOf(proxy.url, { 'direct.example': '198.18.0.1' }, 'direct.example');
  await expect(get(guard, 'http://direct.example/')).rejects.toMatchObject({ code: 'url-refused' });
  expect(proxy.asked).toEqual([]);
});

test('without a proxy in the environment there is none', () => {
  expect(proxySettings({ NO_PROXY: '*', PATH: '/bin' })).toBeNull();
  expect(proxySettings({ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' })?.httpsProxy).toBe(
    'http://a:1',
  );
});
