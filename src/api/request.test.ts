import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ProblemError } from '../domain/problem.ts';
import { request } from './request.ts';

const schema = z.object({ answer: z.number() });
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An origin that answers as told. */
async function origin(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

const answering =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end(body);

const refused = JSON.stringify({
  type: 'about:blank',
  title: 'Check',
  status: 422,
  detail: 'Ask for 1 to 9 images.',
  code: 'images-out-of-range',
  requestId: 'r-1',
  errors: [{ path: 'n', message: 'Too many' }],
});

async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  const error = await work.then(
    () => new Error('Nothing was thrown.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProblemError) return error;
  throw error;
}

describe('request', () => {
  test('parses what comes back', async () => {
    const url = await origin(answering(200, '{"answer":42,"more":1}'));
    await expect(request(schema, url)).resolves.toEqual({ answer: 42 });
  });

  test('sends JSON and headers', async () => {
    const url = await origin((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const sent = JSON.parse(Buffer.concat(chunks).toString());
        const isAsSent =
          incoming.method === 'POST' &&
          incoming.headers['content-type'] === 'application/json' &&
          incoming.headers['idempotency-key'] === 'k';
        response.end(JSON.stringify({ answer: isAsSent ? sent.value : 0 }));
      });
    });
    const options = { method: 'POST', json: { value: 7 }, headers: { 'Idempotency-Key': 'k' } } as const;
    await expect(request(schema, url, options)).resolves.toEqual({ answer: 7 });
  });

  test.each([
    ['a problem keeps the code of the relay', 422, refused, 'images-out-of-range'],
    ['a proxy that finds no relay', 502, 'Bad gateway', 'relay-unreachable'],
    ['a proxy that takes no body of this size', 413, '<html>Too large</html>', 'too-large-for-proxy'],
    ['a proxy that answers nothing', 500, '', 'relay-unreachable'],
    ['an answer of another shape', 200, '{"answer":"42"}', 'internal'],
    ['a page that a network shows before it lets anybody on', 200, '<!doctype html>', 'answered-by-another'],
    ['a proxy that asks for a sign-in', 401, '<html>Sign in</html>', 'answered-by-another'],
    ['a proxy that knows no such address', 404, '', 'answered-by-another'],
    ['a way to somewhere else', 302, '', 'answered-by-another'],
    ['a refusal of a newer relay', 409, '{"code":"of-tomorrow"}', 'internal'],
  ])('%s', async (_case, status, body, code) => {
    const url = await origin(answering(status, body));
    expect((await problemOf(request(schema, url))).code).toBe(code);
  });

  test('a problem keeps its sentence, its fields and its request id', async () => {
    const url = await origin(answering(422, refused));
    expect(await problemOf(request(schema, url))).toMatchObject({
      detail: 'Ask for 1 to 9 images.',
      errors: [{ path: 'n', message: 'Too many' }],
      requestId: 'r-1',
    });
  });

  test('nobody listening, or a connection cut in the middle, is an unreachable relay', async () => {
    const url = await origin((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{"ans');
      setImmediate(() => response.destroy());
    });
    expect((await problemOf(request(schema, url))).code).toBe('relay-unreachable');
    const closed = server;
    await new Promise((resolve) => closed?.close(resolve));
    expect((await problemOf(request(schema, url))).code).toBe('relay-unreachable');
  });

  test('an aborted request throws what it was aborted with', async () => {
    const url = await origin(() => {});
    const controller = new AbortController();
    const asked = request(schema, url, { signal: controller.signal });
    controller.abort(new Error('Changed my mind'));
    await expect(asked).rejects.toThrow('Changed my mind');
  });
});
