import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Source } from '../../../src/domain/contract/source.ts';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { testJpeg } from '../../../testing/testImages.ts';
import { startFakeUpstream } from '../../../testing/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../../../testing/upstream/upstreamOptions.ts';
import { pictureOfSource } from '../../images/startPicture.ts';
import { Secret } from '../../secret.ts';
import { factsInMemory } from '../learnedFacts.ts';
import type { ExpandRequest } from '../Provider.ts';
import { createKlingAuth, type KlingCredentials } from './klingAuth.ts';
import type { UpstreamCall } from './klingCalls.ts';
import { KLING_PRESETS, type KlingName, type KlingPreset } from './klingPreset.ts';
import { createKlingProvider } from './klingProvider.ts';

const signal = new AbortController().signal;
const key: KlingCredentials = { kind: 'bearer', key: new Secret('test-key') };
const signing: KlingCredentials = {
  kind: 'jwt',
  accessKey: new Secret('access-1'),
  secretKey: new Secret('secret-1'),
};
const jwt = { accessKey: 'access-1', secretKey: 'secret-1' };

const source: Source = {
  ...{ id: 'a'.repeat(64), width: 400, height: 320, format: 'jpeg', fileBytes: 1, orientation: 1 },
  ...{ hasAlpha: false, copyReasons: [] },
};
const request: ExpandRequest = {
  ...{
    externalTaskId: 'ours-1',
    picture: pictureOfSource(source),
    prompt: 'a meadow',
    n: 2,
    line: '',
    callbackUrl: null,
  },
  expansion: { up: 0.1, right: 0.5, bottom: 0.33337, left: 0 },
};

interface Opened {
  readonly name?: KlingName;
  readonly preset?: Partial<KlingPreset>;
  readonly baseUrl: string;
  readonly credentials?: KlingCredentials;
  readonly now?: () => Date;
  readonly timeoutSignal?: (ms: number) => AbortSignal;
}

async function open({
  name = 'deerapi',
  preset,
  baseUrl,
  credentials = key,
  now = () => new Date(),
  timeoutSignal = AbortSignal.timeout,
}: Opened) {
  const file = path.join(await temporaryFolder(), 'source');
  await writeFile(file, await testJpeg());
  const calls: UpstreamCall[] = [];
  const provider = createKlingProvider({
    preset: { ...KLING_PRESETS[name], findsExternalId: 'yes', ...preset, baseUrl },
    credentials,
    ...{ now, timeoutSignal },
    facts: factsInMemory(),
    withImage: (_source, send) => send(file),
    onCall: (call) => calls.push(call),
  });
  return { provider, calls };
}

async function upstreamWith(options: UpstreamOptions = {}) {
  const upstream = await startFakeUpstream(options);
  onTestFinished(() => upstream.close());
  return upstream;
}

const KLING = {
  expandPath: '/v1/images/editing/expand',
  bottomName: 'down',
  nType: 'number',
} satisfies UpstreamOptions;

describe('each provider is asked in its own way', () => {
  test.each<[KlingName, UpstreamOptions, KlingCredentials]>([
    ['deerapi', {}, key],
    ['cometapi', { bottomName: 'down', nType: 'number' }, key],
    ['kling', KLING, key],
    ['kling', { ...KLING, jwt }, signing],
  ])('%s as its pages have it', async (name, options, credentials) => {
    const upstream = await upstreamWith(options);
    const { provider, calls } = await open({ name, baseUrl: upstream.url, credentials });
    const accepted = await provider.submit(request, signal);
    if (accepted.kind !== 'accepted') throw new Error(JSON.stringify(accepted));
    expect(upstream.state().creates[0]?.accepted).toMatchObject({
      ratios: { up: 0.1, right: 0.5, bottom: 0.3333, left: 0 },
      prompt: 'a meadow',
      n: 2,
      image: { width: 400, height: 320, format: 'jpeg' },
    });
    const { upstreamTaskId } = accepted;
    expect(await provider.poll({ ...request, upstreamTaskId }, signal)).toMatchObject({ kind: 'processing' });
    const trace = { externalTaskId: 'ours-1', hintedTaskId: null };
    expect(await provider.find(trace, signal)).toEqual({ kind: 'found', upstreamTaskId });
    expect(upstream.state().refused).toEqual([]);
    expect(calls.map(({ call, outcome }) => `${call} ${outcome}`)).toEqual([
      'submit answered',
      'poll answered',
      'find answered',
    ]);
  });

  test('settings change a preset: path, bottom name, type of n', async () => {
    const upstream = await upstreamWith({ expandPath: '/gate/expand', bottomName: 'down' });
    const preset = {
      expandPath: '/gate/expand',
      queryPath: '/gate/expand/{task_id}',
      bottomName: 'down',
    } as const;
    const { provider } = await open({ baseUrl: upstream.url, preset });
    expect(await provider.submit(request, signal)).toMatchObject({ kind: 'accepted' });
  });

  test('questions come every second for most of a minute, then slow down to ten', async () => {
    const { provider } = await open({ baseUrl: 'http://127.0.0.1:1' });
    const { delayMs, deadlineMs } = provider.pace;
    expect([0, 1, 45, 46, 47, 60, 1000].map(delayMs)).toEqual([1000, 1000, 1000, 1350, 1823, 10_000, 10_000]);
    expect(deadlineMs).toBe(15 * 60_000);
  });
});

describe('what was hinted', () => {
  const lost = { externalTaskId: 'ours-1', hintedTaskId: null };

  test('is asked for when our own name does not find it, and believed only when it is ours', async () => {
    const upstream = await upstreamWith({ findsByExternalId: false });
    const { provider } = await open({ baseUrl: upstream.url });
    const ours = await provider.submit(request, signal);
    const others = await provider.submit({ ...request, externalTaskId: 'others' }, signal);
    if (ours.kind !== 'accepted' || others.kind !== 'accepted') throw new Error('A submit was refused.');
    expect(await provider.find(lost, signal)).toEqual({ kind: 'not-found', isConclusive: true });
    const hintedTaskId = ours.upstreamTaskId;
    expect(await provider.find({ ...lost, hintedTaskId }, signal)).toEqual({
      kind: 'found',
      upstreamTaskId: hintedTaskId,
    });
    const wrong = { ...lost, hintedTaskId: others.upstreamTaskId };
    expect(await provider.find(wrong, signal)).toEqual({ kind: 'not-found', isConclusive: false });
    const odd = { ...lost, hintedTaskId: '../../x' };
    expect(await provider.find(odd, signal)).toEqual({ kind: 'not-found', isConclusive: false });
  });
});

/** A server that answers as told, and what it was asked. */
async function serverSaying(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: IncomingMessage[] = [];
  const server = createServer((incoming, response) => {
    asked.push(incoming);
    incoming.resume();
    incoming.on('end', () => answer(incoming, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${address.port}`, asked };
}

describe('what a submit came to, by what the wire did', () => {
  test('nobody listens: surely not sent', async () => {
    const { provider, calls } = await open({ baseUrl: 'http://127.0.0.1:1' });
    expect(await provider.submit(request, signal)).toMatchObject({
      kind: 'retry-later',
      problem: { code: 'upstream-unreachable' },
    });
    expect(calls).toMatchObject([{ outcome: 'not-sent', message: expect.stringContaining('ECONNREFUSED') }]);
  });

  test('the connection breaks after it was made: nobody knows', async () => {
    const { url } = await serverSaying((_request, response) => response.destroy());
    const { provider, calls } = await open({ baseUrl: url });
    expect(await provider.submit(request, signal)).toMatchObject({ kind: 'ambiguous' });
    expect(calls).toMatchObject([{ outcome: 'lost' }]);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('an answer that was packed (%s), which nobody asked for, is read', async (encoding, pack) => {
    const taken = Buffer.from(JSON.stringify({ code: 0, data: { task_id: 't-1' } }));
    const { url } = await serverSaying((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(pack(taken));
    });
    const { provider } = await open({ baseUrl: url });
    expect(await provider.submit(request, signal)).toEqual({ kind: 'accepted', upstreamTaskId: 't-1' });
  });

  test('an answer that says it was packed and was not, or grows without end, proves nothing', async () => {
    for (const body of [Buffer.from('{"code":0}'), gzipSync(Buffer.alloc(50_000_000))]) {
      const { url } = await serverSaying((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
      });
      const { provider } = await open({ baseUrl: url });
      expect(await provider.submit(request, signal)).toMatchObject({ kind: 'ambiguous' });
    }
  });

  test('no answer in time: nobody knows', async () => {
    const late = new AbortController();
    const { url } = await serverSaying(() => late.abort());
    const { provider } = await open({ baseUrl: url, timeoutSignal: () => late.signal });
    expect(await provider.submit(request, signal)).toMatchObject({
      kind: 'ambiguous',
      problem: { upstream: { message: 'No answer within 120 s.' } },
    });
  });

  test('a redirect is not followed: the key goes nowhere else', async () => {
    const elsewhere = await serverSaying((_request, response) => response.end('{}'));
    const { url } = await serverSaying((_request, response) =>
      response.writeHead(301, { location: elsewhere.url }).end('<html>Moved</html>'),
    );
    const { provider } = await open({ baseUrl: url });
    expect(await provider.submit(request, signal)).toMatchObject({
      kind: 'refused',
      problem: { code: 'upstream-unreadable', upstream: { httpStatus: 301, message: 'Moved' } },
    });
    expect(elsewhere.asked).toEqual([]);
  });

  test('a source that cannot be read is our own trouble', async () => {
    const provider = createKlingProvider({
      preset: { ...KLING_PRESETS.deerapi, baseUrl: 'http://127.0.0.1:1' },
      credentials: key,
      now: () => new Date(),
      facts: factsInMemory(),
      withImage: (_source, send) => send('/nowhere/at/all'),
      onCall: () => undefined,
    });
    await expect(provider.submit(request, signal)).rejects.toThrow('ENOENT');
  });

  test('breaking off ends the call', async () => {
    const late = new AbortController();
    const { url } = await serverSaying(() => late.abort());
    const { provider } = await open({ baseUrl: url, timeoutSignal: () => late.signal });
    const abort = new AbortController();
    const submitting = provider.submit(request, abort.signal);
    abort.abort(new Error('Enough.'));
    await expect(submitting).rejects.toThrow('Enough.');
  });

  const json = (value: unknown) => JSON.stringify(value);
  const taken = { task_id: '1' };
  test.each<[string, number, string, string]>([
    ['success', 200, json({ code: 0, data: taken }), 'accepted'],
    ['success with a numeric string', 200, json({ code: '0', data: [taken] }), 'accepted'],
    ['success with a word', 200, json({ code: 'success', data: { task_id: 9 } }), 'accepted'],
    ['success without an id', 200, json({ code: 0, data: {} }), 'ambiguous'],
    ['an id without a code', 200, json({ data: taken }), 'accepted'],
    ['an id at top level', 200, json({ task_id: '1' }), 'accepted'],
    ['an id beside a state', 200, json({ id: '1', status: 'submitted' }), 'accepted'],
    ['an id that may be of anything', 200, json({ id: '1', message: 'ok' }), 'ambiguous'],
    ['two ids that differ', 200, json({ code: 0, task_id: '2', data: taken }), 'ambiguous'],
    ['code 200', 200, json({ code: 200, data: taken }), 'accepted'],
    ['an id under a code of failure', 200, json({ code: 1201, data: taken }), 'ambiguous'],
    ['a code that nobody knows', 200, json({ code: 77, message: 'hm' }), 'ambiguous'],
    ['a firewall', 403, '<html>Request blocked</html>', 'refused'],
    ['nothing', 200, '', 'ambiguous'],
    ['half an answer', 200, '{"code":0,"da', 'ambiguous'],
    ['a page', 200, '<html>Welcome</html>', 'ambiguous'],
    ['a null code', 200, json({ code: null, message: '404' }), 'refused'],
    ['1303 under 200', 200, json({ code: 1303, message: 'busy' }), 'retry-later'],
    ['5000 under 200', 200, json({ code: 5000, message: 'oops' }), 'ambiguous'],
    ['a duplicate', 400, json({ code: 1201, message: 'external_task_id already exists' }), 'duplicate'],
    ['a bad value', 400, json({ code: 1201, message: 'n value is invalid' }), 'refused'],
    ['an error object', 400, json({ error: { message: 'no', type: 'x', code: '' } }), 'refused'],
    ['an error string', 500, json({ error: 'upstream error' }), 'ambiguous'],
    ['a bad request as 500', 500, json({ error: { message: 'no', code: 'invalid_request' } }), 'refused'],
    ['a gateway that lost the answer', 200, json({ code: 'read_response_body_failed' }), 'ambiguous'],
    ['a CDN that gave up', 524, '<html>timeout</html>', 'ambiguous'],
    ['502 with a page', 502, '<html>Bad gateway</html>', 'ambiguous'],
    ['too large', 413, '<html>Too large</html>', 'refused'],
    ['a bare 429', 429, '', 'retry-later'],
    ['arrears', 429, json({ code: 1101 }), 'refused'],
    ['an unrouted path', 404, json({ code: null, message: '404' }), 'refused'],
  ])('%s', async (_name, status, body, kind) => {
    const { url } = await serverSaying((_request, response) => response.writeHead(status).end(body));
    const { provider } = await open({ baseUrl: url });
    expect(await provider.submit(request, signal)).toMatchObject({ kind });
  });

  test('Retry-After and the request id come along', async () => {
    const { url } = await serverSaying((_request, response) =>
      response
        .writeHead(429, { 'retry-after': '7' })
        .end(json({ code: 1302, message: 'too fast', request_id: 'r-1' })),
    );
    const { provider, calls } = await open({ baseUrl: url });
    expect(await provider.submit(request, signal)).toMatchObject({ kind: 'retry-later', retryAfterMs: 7000 });
    expect(calls).toMatchObject([{ outcome: 'busy', httpStatus: 429, code: '1302', requestId: 'r-1' }]);
  });
});

describe('what is learned of a provider', () => {
  const unknown = { findsExternalId: 'unknown', duplicates: 'unknown' } as const;
  const lost = { externalTaskId: 'nobody', hintedTaskId: null };

  test.each([
    [true, true],
    [false, false],
  ])(
    '«no such task» counts only once a task that is there was found by our name (%s)',
    async (findsByExternalId, isConclusive) => {
      const upstream = await upstreamWith({ findsByExternalId, timing: { polls: 1 } });
      const { provider } = await open({ baseUrl: upstream.url, preset: unknown });
      expect(await provider.find(lost, signal)).toEqual({ kind: 'not-found', isConclusive: false });
      const accepted = await provider.submit(request, signal);
      if (accepted.kind !== 'accepted') throw new Error('The submit was refused.');
      const { upstreamTaskId } = accepted;
      expect(await provider.poll({ ...request, upstreamTaskId }, signal)).toMatchObject({
        kind: 'succeeded',
      });
      expect(await provider.find(lost, signal)).toEqual({ kind: 'not-found', isConclusive });
    },
  );

  test.each(['400 with 1201', 'task_not_exist', 'an error object', 'an empty list'] as const)(
    'an unknown task may look like %s',
    async (unknownTask) => {
      const upstream = await upstreamWith({ unknownTask });
      const { provider } = await open({ baseUrl: upstream.url });
      expect(await provider.find(lost, signal)).toEqual({ kind: 'not-found', isConclusive: true });
      expect(await provider.poll({ ...request, upstreamTaskId: '1' }, signal)).toMatchObject({
        kind: 'unknown',
      });
    },
  );

  test('an address at which nothing is at all proves nothing', async () => {
    const upstream = await upstreamWith({ unknownTask: 'a bare 404' });
    const { provider } = await open({ baseUrl: upstream.url });
    expect(await provider.find(lost, signal)).toEqual({ kind: 'not-found', isConclusive: false });
  });

  test('a refused repeat proves that repeats are refused', async () => {
    const upstream = await upstreamWith();
    const { provider } = await open({ baseUrl: upstream.url, preset: unknown });
    await provider.submit(request, signal);
    expect(await provider.refusesRepeats()).toBe(false);
    expect(await provider.submit(request, signal)).toMatchObject({ kind: 'duplicate' });
    expect(await provider.refusesRepeats()).toBe(true);
  });

  test('a refusal that names the bottom side is answered with its other name, which is remembered', async () => {
    const upstream = await upstreamWith({ bottomName: 'down' });
    const { provider } = await open({ baseUrl: upstream.url });
    expect(await provider.submit(request, signal)).toMatchObject({ kind: 'accepted' });
    expect(await provider.submit({ ...request, externalTaskId: 'ours-2' }, signal)).toMatchObject({
      kind: 'accepted',
    });
    expect(upstream.state().creates.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'accepted',
      'accepted',
    ]);
  });
});

test('an id of 18 digits that is a number keeps every digit', async () => {
  const upstream = await upstreamWith({ createShapes: ['id as a number'], queryShapes: ['id as a number'] });
  const { provider } = await open({ baseUrl: upstream.url });
  const accepted = await provider.submit(request, signal);
  if (accepted.kind !== 'accepted') throw new Error('The submit was refused.');
  expect(accepted.upstreamTaskId).toBe(upstream.state().creates[0]?.taskId);
  expect(await provider.poll({ ...request, ...accepted }, signal)).toMatchObject({ kind: 'processing' });
  expect(upstream.state().unknownQueries).toEqual([]);
});

test('an answer about a neighbour, by either id, is not taken for this task', async () => {
  const upstream = await upstreamWith({ timing: { polls: 1 } });
  const { provider } = await open({ baseUrl: upstream.url });
  const theirs = await provider.submit({ ...request, externalTaskId: 'theirs' }, signal);
  if (theirs.kind !== 'accepted') throw new Error('The submit was refused.');
  const asked = { ...request, upstreamTaskId: theirs.upstreamTaskId };
  expect(await provider.poll(asked, signal)).toMatchObject({
    kind: 'unfamiliar',
    problem: { code: 'upstream-other-task' },
  });
});

test('images inside of an answer that is larger than is read are said, and nobody pays again for them', async () => {
  const { url } = await serverSaying((_request, response) => {
    response.write('{"code":0,"data":{"task_status":"succeed","task_result":{"images":[{"b64_json":"');
    response.end(Buffer.alloc(100_000_001, 'A'));
  });
  const { provider } = await open({ baseUrl: url });
  expect(await provider.poll({ ...request, upstreamTaskId: 't' }, signal)).toMatchObject({
    kind: 'empty',
    problem: { code: 'upstream-no-images', detail: expect.stringMatching(/more than 100 MB/) },
  });
});

test('words that cannot be stored, and a key spelled in escapes, are made harmless where they come in', async () => {
  const message = 'bad \\u0000 value \\ud83d for \\u0074est-key';
  const { url } = await serverSaying((_request, response) =>
    response.writeHead(400).end(`{"code":1201,"message":"${message}"}`),
  );
  const { provider } = await open({ baseUrl: url });
  expect(await provider.submit(request, signal)).toMatchObject({
    problem: { upstream: { message: 'bad \ufffd value \ufffd for [redacted]' } },
  });
});

describe('signed tokens', () => {
  test('one that has ended is signed anew and the call made once more', async () => {
    let refusals = 1;
    const tokens: (string | undefined)[] = [];
    const { url } = await serverSaying((incoming, response) => {
      tokens.push(incoming.headers.authorization);
      refusals -= 1;
      if (refusals >= 0) response.writeHead(401).end(JSON.stringify({ code: 1004, message: 'expired' }));
      else response.end(JSON.stringify({ code: 0, data: { task_id: '1' } }));
    });
    let seconds = Date.now() / 1000;
    const now = () => {
      seconds += 1;
      return new Date(seconds * 1000);
    };
    const { provider } = await open({ baseUrl: url, credentials: signing, now });
    expect(await provider.submit(request, signal)).toMatchObject({ kind: 'accepted' });
    expect(new Set(tokens).size).toBe(2);
    refusals = 2;
    expect(await provider.submit(request, signal)).toMatchObject({
      kind: 'refused',
      problem: { code: 'upstream-unauthorized' },
    });
    expect(tokens).toHaveLength(4);
  });

  test('a token is kept for a while and renewed before it ends', async () => {
    let ms = 1_800_000_000_000;
    const auth = createKlingAuth(signing, () => new Date(ms));
    const first = await auth.token();
    ms += 1_400_000;
    expect(await auth.token()).toBe(first);
    ms += 200_000;
    const second = await auth.token();
    expect(second).not.toBe(first);
    expect(auth.redactIn(`Bearer ${second} of access-1, secret-1`)).toBe(
      'Bearer [redacted] of [redacted], [redacted]',
    );
    const [, claims = ''] = second.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: 'access-1',
      exp: ms / 1000 + 1800,
      nbf: ms / 1000 - 5,
    });
  });
});
