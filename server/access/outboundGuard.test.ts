import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../testing/waitUntil.ts';
import {
  createOutboundGuard,
  isLate,
  type OutboundAnswer,
  type OutboundGuard,
  type OutboundGuardOptions,
} from './outboundGuard.ts';
import { isPublicAddress } from './publicAddress.ts';

interface LocalServer {
  readonly port: number;
  readonly url: string;
  connections: number;
  close(): Promise<void>;
}

async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<LocalServer> {
  const server = createServer(listener);
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const local: LocalServer = {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    connections: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  server.on('connection', () => {
    local.connections += 1;
  });
  return local;
}

/** Every name leads to these addresses. */
function namesLeadTo(...addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) =>
    options.all ? callback(null, found) : callback(null, found[0]?.address ?? '', found[0]?.family);
}

const get = (guard: OutboundGuard, url: string, timeoutMs = 60_000) =>
  guard.fetch({ url, signal: new AbortController().signal, timeoutMs });

async function textOf({ body }: Pick<OutboundAnswer, 'body'>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

let inside: LocalServer;
beforeAll(async () => {
  inside = await serve((_request, response) => response.end('inside'));
});
afterAll(() => inside.close());

/** PORT stands for the port of a server that really listens on this machine. */
const HOSTILE_URLS = [
  // This machine, in every spelling
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://LOCALHOST:PORT/',
  'http://localhost.:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0x7f.0x0.0x0.0x1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127.255.255.254:PORT/',
  'http://0.0.0.0:PORT/',
  'http://0:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://\uff11\uff12\uff17.0.0.1:PORT/',
  'http://127\u30020\u30020\u30021:PORT/',
  'http:127.0.0.1:PORT/',
  'http:/\\127.0.0.1:PORT/',
  'http:\\\\127.0.0.1:PORT\\',
  'http://public.example@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@public.example/',
  'http://127.0.0.1:PORT\\@public.example/',
  'http://[::1]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[::]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/',
  'http://[::ffff:0:127.0.0.1]:PORT/',
  // Translated and tunnelled
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[64:ff9b:1::10.0.0.1]/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[2002:a9fe:a9fe::]/',
  'http://[2001:0:7f00:1::]/',
  // Private networks and the metadata of clouds
  'http://10.0.0.1/',
  'http://10.255.255.255/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://192.168.1.1:8080/admin',
  'http://169.254.169.254/latest/meta-data/',
  'http://0xa9fea9fe/latest/meta-data/',
  'http://2852039166/latest/meta-data/',
  'http://[::ffff:169.254.169.254]/',
  'http://169.254.170.2/v2/credentials',
  'http://100.64.0.1/',
  'http://100.100.100.200/latest/meta-data/',
  'http://100.127.255.255/',
  'http://192.0.0.192/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://[fc00::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  // Addresses for everybody, for nobody, for tests and for paper
  'http://224.0.0.1/',
  'http://239.255.255.250:1900/',
  'http://255.255.255.255/',
  'http://240.0.0.1/',
  'http://192.0.2.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://198.18.0.1/',
  'http://198.19.255.255/',
  'http://192.88.99.1/',
  'http://[ff02::1]/',
  'http://[100::1]/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[2001:2::1]/',
  'http://[5f00::1]/',
  'http://[4000::1]/',
  // No web address at all
  'file:///etc/passwd',
  'file://127.0.0.1/etc/passwd',
  'ftp://127.0.0.1/',
  'gopher://127.0.0.1:6379/_FLUSHALL',
  'dict://127.0.0.1:11211/stats',
  'ldap://127.0.0.1/',
  'data:image/png;base64,iVBORw0KGgo=',
  'blob:http://127.0.0.1/1',
  'javascript:alert(1)',
  'about:blank',
  'unix:///var/run/docker.sock',
  'ws://127.0.0.1:PORT/',
  'jar:http://127.0.0.1!/',
  'view-source:http://127.0.0.1/',
  'http://',
  'http://[::1',
  '//127.0.0.1/',
  '/etc/passwd',
  '127.0.0.1',
  '',
  // Other services
  'http://public.example:22/',
  'http://public.example:25/',
  'http://public.example:6667/',
  // Credentials for somebody else's service
  'http://admin:admin@public.example/',
  'https://token@public.example/',
];

describe(`${HOSTILE_URLS.length} hostile addresses`, () => {
  test.each(HOSTILE_URLS)('%s', async (template) => {
    const guard = createOutboundGuard({ trustedUrl: null });
    const url = template.replace('PORT', String(inside.port));
    await expect(get(guard, url)).rejects.toMatchObject({ code: 'url-refused' });
    expect(inside.connections).toBe(0);
  });
});

test.each([
  ['this machine', ['127.0.0.1']],
  ['a private network', ['10.1.2.3']],
  ['metadata of a cloud', ['169.254.169.254']],
  ['IPv6 loopback', ['::1']],
  ['a mapped address', ['::ffff:127.0.0.1']],
  ['NAT64', ['64:ff9b::7f00:1']],
  ['a public address and a private one', ['93.184.215.14', '127.0.0.1']],
  ['nothing', []],
])('a name that leads to %s is not connected to', async (_what, addresses) => {
  const guard = createOutboundGuard({ trustedUrl: null, lookup: namesLeadTo(...addresses) });
  for (const scheme of ['http', 'https']) {
    const url = `${scheme}://images.example:${inside.port}/`;
    await expect(get(guard, url)).rejects.toMatchObject({ code: 'url-refused' });
  }
  expect(inside.connections).toBe(0);
});

test('a name that changes its mind after it was looked up (rebinding) is judged by what it connects to', async () => {
  let lookups = 0;
  const lookup: LookupFunction = (hostname, options, callback) => {
    lookups += 1;
    const now = lookups === 1 ? namesLeadTo('192.0.43.10') : namesLeadTo('127.0.0.1');
    now(hostname, options, callback);
  };
  const guard = createOutboundGuard({ trustedUrl: null, lookup });
  const url = `http://rebind.example:${inside.port}/`;
  // The first answer is public: that address alone is tried, however long it takes.
  const enough = new AbortController();
  const first = expect(guard.fetch({ url, signal: enough.signal, timeoutMs: 60_000 })).rejects.toThrow();
  await waitUntil('the look-up', () => lookups === 1);
  enough.abort(new Error('Long enough.'));
  await first;
  expect(lookups).toBe(1);
  await expect(get(guard, url)).rejects.toMatchObject({ code: 'url-refused' });
  expect(lookups).toBe(2);
  expect(inside.connections).toBe(0);
});

describe('what a trusted address answers', () => {
  const trusting = async (listener: RequestListener, options: Partial<OutboundGuardOptions> = {}) => {
    const server = await serve(listener);
    onTestFinished(server.close);
    return { server, guard: createOutboundGuard({ trustedUrl: `${server.url}/v1`, ...options }) };
  };

  test('is fetched, without credentials of ours', async () => {
    let seen: Record<string, unknown> = {};
    const { server, guard } = await trusting((request, response) => {
      seen = request.headers;
      response.end('image');
    });
    expect(await textOf(await get(guard, `${server.url}/a.png`))).toBe('image');
    expect(Object.keys(seen)).not.toContain('authorization');
    expect(Object.keys(seen)).not.toContain('cookie');
  });

  test.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    '//10.0.0.1/',
    'https://192.168.0.1/',
    'file:///etc/passwd',
    'ftp://public.example/',
    'http://admin:admin@public.example/',
    'http://[::1',
  ])('is not followed to %s', async (template) => {
    const location = template.replace('PORT', String(inside.port));
    const { server, guard } = await trusting((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    await expect(get(guard, server.url)).rejects.toMatchObject({ code: 'url-refused' });
    expect(inside.connections).toBe(0);
  });

  test('is followed within itself, but not for ever', async () => {
    let requests = 0;
    const { server, guard } = await trusting((request, response) => {
      requests += 1;
      const steps = Number(request.url?.slice(1));
      if (steps === 0) response.end('there');
      else response.writeHead(307, { location: `/${steps - 1}` }).end();
    });
    expect(await textOf(await get(guard, `${server.url}/5`))).toBe('there');
    requests = 0;
    await expect(get(guard, `${server.url}/600`)).rejects.toMatchObject({ code: 'url-refused' });
    expect(requests).toBe(6);
  });

  test('comes in time or not at all, to the last byte', async () => {
    const { server, guard } = await trusting((request, response) => {
      if (request.url === '/silent') return;
      response.write('a beginning');
    });
    await expect(get(guard, `${server.url}/silent`, 100)).rejects.toMatchObject({ code: 'url-too-slow' });
    // Long enough for its beginning on any machine.
    const response = await get(guard, `${server.url}/slow`, 3000);
    await expect(textOf(response)).rejects.toThrow('The time is over.');
  });

  test('that falls silent is given up long before its time, and was too slow', async () => {
    const listener: RequestListener = (request, response) => {
      if (request.url !== '/silent') response.write('a beginning');
    };
    const { server, guard } = await trusting(listener, { silenceMs: 200 });
    await expect(get(guard, `${server.url}/silent`)).rejects.toMatchObject({ code: 'url-too-slow' });
    const { body } = await get(guard, `${server.url}/slow`);
    const ended = await textOf({ body }).catch((error: unknown) => error);
    expect(isLate(ended), String(ended)).toBe(true);
  });

  test('that trickles is given up long before its time, and was too slow', async () => {
    const listener: RequestListener = (_request, response) => {
      const trickling = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(trickling));
    };
    const { server, guard } = await trusting(listener);
    const { signal } = new AbortController();
    const minDataRate = { bytes: 1_000_000, everyMs: 200 };
    const ended = await guard
      .fetch({ url: server.url, signal, timeoutMs: 60_000, minDataRate })
      .then(textOf)
      .catch((error: unknown) => error);
    expect(isLate(ended), String(ended)).toBe(true);
  });

  test('is let go of when nobody waits for it any more', async () => {
    const { server, guard } = await trusting(() => undefined);
    const abort = new AbortController();
    const waiting = guard.fetch({ url: server.url, signal: abort.signal, timeoutMs: 60_000 });
    abort.abort(new Error('No longer wanted.'));
    await expect(waiting).rejects.toThrow('No longer wanted.');
  });

  test('may be that nothing is there', async () => {
    const { server, guard } = await trusting(() => undefined);
    await server.close();
    await expect(get(guard, server.url)).rejects.toMatchObject({ code: 'url-unreachable' });
  });

  test('says nothing about its neighbours', async () => {
    const { guard } = await trusting(() => undefined);
    await expect(get(guard, inside.url)).rejects.toMatchObject({ code: 'url-refused' });
  });
});

test.each(['1.1.1.1', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::8'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
);
test.each(['', 'localhost', '256.1.1.1', 'fe80::1%eth0', '::'])('«%s» is not', (address) =>
  expect(isPublicAddress(address)).toBe(false),
);
