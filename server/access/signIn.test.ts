import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { configSchema } from '../../src/domain/contract/config.ts';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import { type ProblemCode, problemStatus } from '../../src/domain/problem.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { Secret } from '../secret.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';

const ANNA = '0123456789abcdef0123';
const BEN = 'ben-has-a-long-token';
const DAY_MS = 24 * 60 * 60_000;

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

/** Each relay counts wrong tokens from nought. */
async function open(tokens: Record<string, string> = { anna: ANNA, ben: BEN }, publicUrl?: string) {
  const accessTokens = Object.entries(tokens).map(([person, token]) => ({
    person,
    secret: new Secret(token),
  }));
  const relay = await openTestRelay({
    ...{ database, finisher: inlineFinisher, accessTokens },
    dataDir: folder.path,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  onTestFinished(relay.close);
  return relay;
}

const signIn = async (relay: TestRelay, token: unknown, headers: Record<string, string> = {}) =>
  relay.app.request('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const ask = async (relay: TestRelay, headers: Record<string, string>) =>
  relay.app.request('/api/config', { headers });
const personFor = async (relay: TestRelay, headers: Record<string, string>) => {
  const response = await ask(relay, headers);
  return response.status === 200 ? configSchema.parse(await response.json()).person : response.status;
};

async function expectProblem(response: Response, code: ProblemCode) {
  const problem = problemSchema.parse(await response.json());
  expect([problem.code, response.status]).toEqual([code, problemStatus(code)]);
  return problem;
}

test.each([
  ['GET', '/api/config'],
  ['GET', '/api/tasks'],
  ['GET', '/api/tasks/events'],
  ['POST', '/api/tasks'],
  ['POST', '/api/sources'],
  ['POST', '/api/sources/from-url'],
  ['GET', `/api/sources/${'0'.repeat(64)}/image`],
  ['GET', '/api/results/x/image'],
  ['DELETE', '/api/tasks/00000000-0000-4000-8000-000000000000'],
  ['GET', '/api/anything'],
])('%s %s answers only to somebody who is signed in', async (method, address) => {
  const relay = await open();
  const response = await relay.app.request(address, { method });
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  await expectProblem(response, 'sign-in-required');
});

test('whether it lives and can work is told to anybody', async () => {
  const relay = await open();
  for (const address of ['/api/health', '/api/ready']) {
    expect((await relay.app.request(address)).status).toBe(200);
  }
});

test('where nobody is named, nobody has to sign in', async () => {
  expect(await personFor(await open({}), {})).toBeNull();
});

describe('a session', () => {
  test('begins with a token, is held by a cookie that scripts cannot read, and ends when one signs out', async () => {
    const relay = await open();
    const response = await signIn(relay, ` ${BEN}\n`);
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ person: 'ben' });
    expect(response.headers.get('set-cookie')).toMatch(
      /^outframe=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const cookie = cookieOf(response);
    expect(await personFor(relay, { cookie })).toBe('ben');

    const out = await relay.app.request('/api/session', { method: 'DELETE', headers: { cookie } });
    expect([out.status, out.headers.get('clear-site-data')]).toEqual([204, '"cache"']);
    expect(out.headers.get('set-cookie')).toMatch(/^outframe=; Max-Age=0;/);
    expect(await personFor(relay, { cookie })).toBe(401);
  });

  test('lasts for thirty days', async () => {
    const relay = await open();
    const cookie = cookieOf(await signIn(relay, ANNA));
    relay.clock.advance(29.9 * DAY_MS);
    expect(await personFor(relay, { cookie })).toBe('anna');
    relay.clock.advance(0.2 * DAY_MS);
    expect(await personFor(relay, { cookie })).toBe(401);
  });

  test('holds in every relay on the same database, until its person gets another token or none', async () => {
    const cookie = cookieOf(await signIn(await open(), ANNA));
    expect(await personFor(await open(), { cookie })).toBe('anna');
    expect(await personFor(await open({ anna: 'another-token-of-anna' }), { cookie })).toBe(401);
    expect(await personFor(await open({ ben: BEN }), { cookie })).toBe(401);
  });

  test('travels over TLS alone where TLS is in front', async () => {
    const behind = await open(undefined, 'https://outframe.example.com');
    const secure = await signIn(behind, ANNA);
    expect(secure.headers.get('set-cookie')).toMatch(/^__Host-outframe=.*; Secure/);
    expect(await personFor(behind, { cookie: cookieOf(secure) })).toBe('anna');
    const proxied = await signIn(await open(), ANNA, { 'x-forwarded-proto': 'https' });
    expect(proxied.headers.get('set-cookie')).toMatch(/^__Host-outframe=.*; Secure/);
  });

  test.each(['outframe=', 'outframe=x', `outframe=${'A'.repeat(43)}`, `outframe=${ANNA}`, 'other=1'])(
    'is not begun by the cookie %s',
    async (cookie) => expect(await personFor(await open(), { cookie })).toBe(401),
  );

  test('leaves neither token nor cookie in the database', async () => {
    const relay = await open();
    const [, secret = ''] = cookieOf(await signIn(relay, ANNA)).split('=');
    const dump = JSON.stringify(await database.db.execute(sql`select * from sessions`));
    expect(dump).toContain('anna');
    expect(dump).not.toContain(ANNA);
    expect(secret).toHaveLength(43);
    expect(dump).not.toContain(secret);
  });
});

test('a script shows its token with every request', async () => {
  const relay = await open();
  expect(await personFor(relay, { authorization: `Bearer ${ANNA}` })).toBe('anna');
  for (const authorization of [`Bearer ${ANNA}x`, 'Bearer', `Basic ${ANNA}`, ANNA]) {
    expect(await personFor(relay, { authorization })).toBe(401);
  }
});

describe('wrong tokens', () => {
  test('are refused', async () => {
    const relay = await open();
    await expectProblem(await signIn(relay, 'nobody-has-this-one'), 'token-unknown');
    await expectProblem(await signIn(relay, ''), 'invalid-request');
    await expectProblem(await signIn(relay, 7), 'invalid-request');
  });

  test('are throttled by address: after ten no other is judged, and a right one still works', async () => {
    const relay = await open(undefined, 'https://outframe.example.com');
    const from = (address: string, token: string) =>
      signIn(relay, token, { 'x-forwarded-for': `6.6.6.6, ${address}` });
    for (let tries = 0; tries < 10; tries += 1) {
      await expectProblem(await from('1.2.3.4', `wrong-token-number-${tries}`), 'token-unknown');
    }
    const late = await from('1.2.3.4', 'wrong-token-number-11');
    const waitSeconds = Number(late.headers.get('retry-after'));
    expect(waitSeconds).toBeGreaterThan(800);
    expect(waitSeconds).toBeLessThanOrEqual(900);
    const { liftsAt = '' } = await expectProblem(late, 'too-many-tries');
    expect(Date.parse(liftsAt)).toBeGreaterThan(Date.now());
    const script = { authorization: `Bearer ${ANNA}`, 'x-forwarded-for': '1.2.3.4' };
    expect(await personFor(relay, script)).toBe('anna');
    expect((await from('1.2.3.4', ANNA)).status).toBe(201);
    await expectProblem(await from('1.2.3.5', 'wrong-token-elsewhere'), 'token-unknown');
  });

  test('are counted for who connects, whatever a header says, where no proxy was announced', async () => {
    const relay = await open();
    for (let tries = 0; tries < 10; tries += 1) {
      await signIn(relay, 'a-wrong-token-again', { 'x-forwarded-for': `1.2.3.${tries}` });
    }
    const response = await signIn(relay, 'a-wrong-token-again', { 'x-forwarded-for': '9.9.9.9' });
    await expectProblem(response, 'too-many-tries');
  });

  test('count together for one network of IPv6, from which addresses come in plenty', async () => {
    const relay = await open(undefined, 'https://outframe.example.com');
    const from = (address: string) => signIn(relay, 'a-wrong-token-again', { 'x-forwarded-for': address });
    for (let tries = 0; tries < 10; tries += 1) await from(`2001:db8:1:2::${tries}`);
    await expectProblem(await from('2001:db8:1:2:ffff::1'), 'too-many-tries');
    await expectProblem(await from('2001:db8:1:3::1'), 'token-unknown');
  });

  test('count for the address in front of the proxies that are trusted, whatever it claims', async () => {
    const relay = await open(undefined, 'https://outframe.example.com');
    const from = (tries: number) =>
      signIn(relay, 'a-wrong-token-again', { 'x-forwarded-for': `9.9.9.${tries}, 1.2.3.4, 127.0.0.1` });
    for (let tries = 0; tries < 10; tries += 1) await from(tries);
    await expectProblem(await from(11), 'too-many-tries');
  });

  test('do not end the session of somebody at the same address', async () => {
    const relay = await open();
    const cookie = cookieOf(await signIn(relay, ANNA));
    for (let tries = 0; tries < 12; tries += 1) await signIn(relay, 'a-wrong-token-again');
    expect(await personFor(relay, { cookie })).toBe('anna');
  });
});
