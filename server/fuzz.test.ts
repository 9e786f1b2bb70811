import { readdir } from 'node:fs/promises';
import { Agent, type IncomingMessage, request as openRequest } from 'node:http';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../src/domain/contract/problem.ts';
import { sourceSchema } from '../src/domain/contract/source.ts';
import { taskSchema } from '../src/domain/contract/task.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';
import { testJpeg } from '../testing/testImages.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { dataFolder } from './testing/dataFolder.ts';
import { type FuzzRequest, type FuzzRoute, fuzzRequests } from './testing/fuzzRequests.ts';

/** `npm run fuzz` sends more, and says from which seed. */
const COUNT = Number(process.env.FUZZ_COUNT ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const AT_ONCE = 8;
const TOKEN = 'fuzz-token-4711-0815';
const MAX_ANSWER_MS = 30_000;
const MB = 1e6;
const agent = new Agent({ keepAlive: true });

interface Reply {
  readonly status: number;
  readonly type: string;
  /** Empty for a stream that never ends. */
  readonly text: string;
}

function send(relayUrl: string, { method, path: target, headers, body }: FuzzRequest): Promise<Reply> {
  const { hostname, port } = new URL(relayUrl);
  return new Promise((resolve, reject) => {
    const take = async (response: IncomingMessage) => {
      const type = response.headers['content-type'] ?? '';
      const status = response.statusCode ?? 0;
      if (type.startsWith('text/event-stream')) {
        response.destroy();
        return { status, type, text: '' };
      }
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(Buffer.from(chunk));
      return { status, type, text: Buffer.concat(chunks).toString('latin1') };
    };
    const outgoing = openRequest(
      {
        ...{ hostname, port, method, path: target, agent, timeout: MAX_ANSWER_MS },
        // Node leaves it out for some methods and sends the body all the same.
        headers: { ...headers, 'content-length': body?.byteLength ?? 0 },
      },
      (response) => void take(response).then(resolve, reject),
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('No answer in time.')));
    outgoing.on('error', (cause) => reject(new Error(`${method} ${target.slice(0, 300)} failed`, { cause })));
    outgoing.end(body ?? undefined);
  });
}

const ask = (relay: RelayProcess, address: string, init: RequestInit = {}) =>
  fetch(relay.url + address, {
    ...init,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...init.headers },
  });

async function figures(relay: RelayProcess) {
  const text = await (await ask(relay, '/metrics')).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  return {
    residentMb: figure('process_resident_memory_bytes') / MB,
    heapMb: figure('nodejs_heap_size_used_bytes') / MB,
    openFiles: figure('process_open_fds'),
  };
}

const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

async function routesOf(relay: RelayProcess): Promise<FuzzRoute[]> {
  const document = documentSchema.parse(await (await ask(relay, '/api/openapi.json')).json());
  return Object.entries(document.paths).flatMap(([address, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path: address })),
  );
}

/** A source and a task with a result, so that requests find something. */
async function firstTask(relay: RelayProcess) {
  const body = new Uint8Array(await testJpeg({ width: 320, height: 300 }));
  const source = sourceSchema.parse(
    await (await ask(relay, '/api/sources', { method: 'POST', body })).json(),
  );
  const expansion = { up: 0.1, right: 0, bottom: 0, left: 0 };
  const submitted = await ask(relay, '/api/tasks', {
    method: 'POST',
    headers: { 'idempotency-key': 'first' },
    body: JSON.stringify({ sourceId: source.id, expansion }),
  });
  const { id } = taskSchema.parse(await submitted.json());
  const task = await waitUntil('the first result', async () => {
    const now = taskSchema.parse(await (await ask(relay, `/api/tasks/${id}`)).json());
    return now.status === 'succeeded' ? now : null;
  });
  return { sourceId: source.id, taskId: id, resultId: task.results[0]?.id ?? '' };
}

/** Nothing is under way any more. */
async function settle(relay: RelayProcess): Promise<void> {
  await waitUntil(
    'all tasks to end',
    async () =>
      !/outframe_tasks\{status="(queued|submitting|processing|finishing)"\} [1-9]/.test(
        await (await ask(relay, '/metrics')).text(),
      ),
    240_000,
  );
}

/** What is wrong with an answer, or null. */
function faultOf({ status, type, text }: Reply, path: string): string | null {
  if (status >= 500 && !(status === 503 && path.startsWith('/api/ready'))) return `status ${status}: ${text}`;
  if (/svg|html|javascript/.test(type) && path.startsWith('/api')) return `content type ${type}`;
  if (status < 400 || !path.startsWith('/api') || text === '') return null;
  const isProblem = type === 'application/problem+json' && problemSchema.safeParse(JSON.parse(text)).success;
  return isProblem ? null : `status ${status} without a problem: ${type} ${text.slice(0, 200)}`;
}

test(`${COUNT} mutated requests and images at every route: no crash, no 5xx, no leak`, async () => {
  const dataDir = await dataFolder();
  const relay = await RelayProcess.launch({
    ...{ DATA_DIR: dataDir, ACCESS_TOKENS: `fuzz:${TOKEN}`, LOG_LEVEL: 'error' },
    ...{ RATE_LIMIT: '0', OPEN_TASK_LIMIT: '3', PUBLIC_URL: 'http://localhost' },
  });
  onTestFinished(() => relay.dispose());
  const routes = await routesOf(relay);
  const next = await fuzzRequests({ seed: SEED, routes, token: TOKEN, ...(await firstTask(relay)) });
  const statuses = new Map<number, number>();
  const faults: string[] = [];
  let cut = 0;
  const sendSome = async (count: number) => {
    let left = count;
    const sender = async () => {
      while (left > 0) {
        left -= 1;
        const request = next();
        // A kept connection may close just while a request leaves; the same again must be answered.
        const reply = await send(relay.url, request).catch(() => {
          cut += 1;
          return send(relay.url, request);
        });
        statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
        const fault = faultOf(reply, request.path);
        if (fault !== null) faults.push(`${request.method} ${request.path.slice(0, 200)}: ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    await settle(relay);
  };

  await sendSome(Math.ceil(COUNT / 2));
  const halfway = await figures(relay);
  await sendSome(Math.floor(COUNT / 2));
  const after = await figures(relay);
  const byStatus = [...statuses]
    .toSorted(([a], [b]) => a - b)
    .map(([status, times]) => `${status}: ${times}`);
  process.stdout.write(
    `${COUNT} requests, seed ${SEED}: ${byStatus.join(', ')}; sent again: ${cut}\nhalfway ${JSON.stringify(halfway)}\nafter   ${JSON.stringify(after)}\n`,
  );

  expect(faults).toEqual([]);
  expect(relay.output).not.toMatch(/"level":(50|60)/);
  expect((await ask(relay, '/api/health')).status).toBe(200);
  expect(await readdir(path.join(dataDir, 'temporary'))).toEqual([]);
  expect(after.openFiles).toBeLessThanOrEqual(halfway.openFiles + 10);
  // Libraries keep some; what leaks grows with every request.
  expect(after.heapMb).toBeLessThan(halfway.heapMb + 60);
  expect(after.residentMb).toBeLessThan(halfway.residentMb + 250);
  expect(await relay.stop('SIGTERM')).toBe(0);
}, 1_800_000);
