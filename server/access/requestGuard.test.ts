import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createLogger } from '../logger.ts';
import { answerError } from '../routes/answerProblem.ts';
import type { RouteEnv } from '../routes/routeContext.ts';
import { requestGuard } from './requestGuard.ts';

function statusOf(method: string, headers: Record<string, string>, host = '127.0.0.1'): Promise<number> {
  const app = new Hono<RouteEnv>();
  app.use(async (context, next) => {
    context.set('requestId', 'test');
    context.set('logger', createLogger('silent'));
    await next();
  });
  app.use(requestGuard({ host, publicUrl: 'https://outframe.example.com/', allowedHosts: ['outframe'] }));
  app.all('*', (context) => context.text('here'));
  app.onError(answerError);
  return Promise.resolve(app.request('/api/tasks', { method, headers })).then(({ status }) => status);
}

const here = { host: '127.0.0.1:8787' };

test.each([
  ['our page', 'POST', { ...here, origin: 'http://127.0.0.1:8787', 'sec-fetch-site': 'same-origin' }, 200],
  ['our page by its other name', 'POST', { host: 'localhost:8787', origin: 'http://localhost:8787' }, 200],
  ['IPv6', 'POST', { host: '[::1]:8787', origin: 'http://[::1]:8787' }, 200],
  [
    'our page behind a proxy',
    'DELETE',
    { host: 'outframe.example.com', origin: 'https://outframe.example.com' },
    200,
  ],
  ['a program', 'POST', here, 200],
  ['a probe under the name of the container', 'GET', { host: 'Outframe:8787' }, 200],
  ['a program under that name', 'POST', { host: 'outframe:8787' }, 200],
  ['a name that only begins so', 'GET', { host: 'outframe.evil.example' }, 403],
  ['this machine with a dot behind', 'GET', { host: 'localhost.' }, 403],
  ['an address typed in', 'POST', { ...here, 'sec-fetch-site': 'none' }, 200],
  ['another site', 'POST', { ...here, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
  [
    'another site, JSON',
    'POST',
    { ...here, origin: 'https://evil.example', 'content-type': 'application/json' },
    403,
  ],
  [
    'another site, bytes',
    'POST',
    { ...here, origin: 'https://evil.example', 'content-type': 'image/png' },
    403,
  ],
  ['another port of this machine', 'POST', { ...here, origin: 'http://127.0.0.1:3000' }, 403],
  ['another port, newer browser', 'DELETE', { ...here, 'sec-fetch-site': 'same-site' }, 403],
  ['no origin at all', 'POST', { ...here, origin: 'null' }, 403],
  ['reading from another site', 'GET', { ...here, 'sec-fetch-site': 'cross-site' }, 200],
  ['an address of the network, on loopback', 'GET', { host: '192.168.1.5:8787' }, 403],
  ['no name at all', 'GET', { host: '' }, 403],
  ['a name with more behind it', 'GET', { host: 'localhost:8787@evil.example' }, 403],
  ['a name with a path', 'GET', { host: 'localhost/evil.example' }, 403],
  ['a foreign name for this machine', 'GET', { host: 'evil.example:8787' }, 403],
  ['a name that only looks local', 'GET', { host: 'localhost.evil.example' }, 403],
] as const)('%s: %s', async (_name, method, headers, expected) => {
  expect(await statusOf(method, headers)).toBe(expected);
});

test.each([
  ['an address', 'GET', { host: '192.168.1.5:8787' }, 200],
  ['an IPv6 address', 'GET', { host: '[fd00::5]:8787' }, 200],
  ['our page at an address', 'POST', { host: '192.168.1.5:8787', origin: 'http://192.168.1.5:8787' }, 200],
  ['a page at another address', 'POST', { host: '192.168.1.5:8787', origin: 'http://192.168.1.6:8787' }, 403],
  ['the public name', 'GET', { host: 'outframe.example.com' }, 200],
  ['a foreign name', 'GET', { host: 'evil.example:8787' }, 403],
  ['a foreign name that looks like an address', 'GET', { host: '192.168.1.5.evil.example' }, 403],
] as const)('open to the network, %s: %s', async (_name, method, headers, expected) => {
  expect(await statusOf(method, headers, '0.0.0.0')).toBe(expected);
});
