/**
 * What a submit of 9 MB costs the relay, beside a bare proxy that streams the same bytes; and its memory with 20 at once.
 * From the request of a task until the upstream has taken it: neither asks for its state or fetches a result here. The
 * relay reads the image from its disk and encodes it, judges the request, and keeps the task in its database; the proxy
 * takes in the encoded image, one third larger, and sends it on. The relay does so twice: with all tasks of one source, as
 * of a pack, and with a source for each, of which nothing is kept.
 */
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { testDatabaseKinds } from '../server/testing/testDatabases.ts';
import { taskPageSchema } from '../src/domain/contract/task.ts';
import { ServerProcess } from '../testing/processes/ServerProcess.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { PaidRelay } from './relay/paidRelay.ts';
import { cpuMs, residentBytes } from './relay/processFigures.ts';

const SUBMITS = 24;
const ROUNDS = 2;
const AT_ONCE = 20;
const EXPAND_PATH = '/kling/v1/images/editing/expand';
const NEVER_MS = 24 * 60 * 60_000;

/** Noise, stored and not deflated: 9 MB that are decoded at little cost. */
const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
const photo = await sharp({
  create: { width: 2000, height: 1500, channels: 3, background: '#808080', noise },
})
  .png({ compressionLevel: 0 })
  .toBuffer();

interface Cost {
  cpuMs: number;
  elapsedMs: number;
}

console.log(`Source: ${(photo.length / 1e6).toFixed(1)} MB`);
for (const kind of testDatabaseKinds()) {
  const databases = await kind.start();
  try {
    await compare(kind.name, await databases.settings('submits'));
  } finally {
    await databases.stop();
  }
}

async function compare(database: string, settings: Readonly<Record<string, string>>): Promise<void> {
  // Asking for the state is measured elsewhere.
  const measured = await PaidRelay.launch(
    { timing: { elapsedMs: NEVER_MS } },
    { PROVIDER_FIRST_POLL_MS: '600000', PROVIDER_SLOWEST_POLL_MS: '600000', ...settings },
  );
  const proxy = new ServerProcess({
    args: [
      '--import',
      import.meta.resolve('tsx'),
      fileURLToPath(new URL('./relay/bareProxy.ts', import.meta.url)),
    ],
    cwd: tmpdir(),
    env: { UPSTREAM: measured.upstream.url },
  });
  const [proxyUrl] = await proxy.start(/http:\S+/);
  try {
    const sourceId = await measured.upload(photo);
    const others = await Promise.all(
      Array.from({ length: SUBMITS }, (_, at) => measured.upload(variant(at))),
    );
    const ways = {
      relay: { pid: measured.relay.pid, send: (count: number) => throughRelay(measured, [sourceId], count) },
      others: { pid: measured.relay.pid, send: (count: number) => throughRelay(measured, others, count) },
      bare: { pid: proxy.pid, send: (count: number) => throughProxy(proxyUrl, measured.upstream.key, count) },
    };
    for (const { send } of Object.values(ways)) await send(4);
    const relay: Cost = { cpuMs: 0, elapsedMs: 0 };
    const each: Cost = { cpuMs: 0, elapsedMs: 0 };
    const bare: Cost = { cpuMs: 0, elapsedMs: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      add(relay, await costOf(ways.relay.pid, () => ways.relay.send(SUBMITS)));
      await deleteAll(measured);
      add(each, await costOf(ways.others.pid, () => ways.others.send(SUBMITS)));
      await deleteAll(measured);
      add(bare, await costOf(ways.bare.pid, () => ways.bare.send(SUBMITS)));
    }
    const submits = SUBMITS * ROUNDS;
    console.log(`\nDatabase: ${database}, ${submits} submits each way, in turn`);
    tell('Relay, one source', relay, submits);
    tell('Relay, a source each', each, submits);
    tell('Bare proxy', bare, submits);
    const against = ({ cpuMs }: Cost) => `${(cpuMs / bare.cpuMs).toFixed(2)}×`;
    console.log(
      `CPU of the relay against the bare proxy: ${against(relay)} of one source, ${against(each)} of a source each (aim: 2×)`,
    );
    await tellMemory(measured, sourceId);
  } finally {
    await proxy.stop('SIGTERM');
    await measured.dispose();
  }
}

async function tellMemory(measured: PaidRelay, sourceId: string): Promise<void> {
  await pause(3000);
  const before = residentBytes(measured.relay.pid);
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, residentBytes(measured.relay.pid));
  }, 20);
  await throughRelay(measured, [sourceId], AT_ONCE);
  clearInterval(sampling);
  console.log(
    `Memory with ${AT_ONCE} at once: ${megabytes(before)} MB and ${megabytes(most - before)} MB more (aim: under 64)`,
  );
}

/** Until the upstream has taken them all. */
async function throughRelay(measured: PaidRelay, sourceIds: readonly string[], count: number): Promise<void> {
  const before = await measured.accepted();
  const one = (at: number) => measured.submit(sourceIds[at % sourceIds.length] ?? '');
  await Promise.all(Array.from({ length: count }, (_, at) => one(at)));
  await waitUntil('all to be accepted', async () => (await measured.accepted()) === before + count || null);
}

/** The same image in another file: what follows the end of a PNG is nothing to whoever reads it. */
function variant(at: number): Buffer {
  return Buffer.concat([photo, Buffer.from([at])]);
}

/** So that the next ones find as few tasks as the first; what that costs is no part of a submit. */
async function deleteAll({ relay }: PaidRelay): Promise<void> {
  const page = taskPageSchema.parse(await (await fetch(`${relay.url}/api/tasks?limit=100`)).json());
  await Promise.all(page.tasks.map(({ id }) => fetch(`${relay.url}/api/tasks/${id}`, { method: 'DELETE' })));
}

/** As many at once as the relay has under way: all of them. They share their bytes, so that whoever sends holds them once. */
async function throughProxy(proxyUrl: string, key: string, count: number): Promise<void> {
  const image = photo.toString('base64');
  const fields = {
    ...{ up_expansion_ratio: 0, bottom_expansion_ratio: 0, left_expansion_ratio: 0 },
    ...{ right_expansion_ratio: 0.5, n: '1' },
  };
  const body = new TextEncoder().encode(JSON.stringify({ image, ...fields }));
  const one = async () => {
    const answer = await fetch(proxyUrl + EXPAND_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body,
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  await Promise.all(Array.from({ length: count }, one));
}

async function costOf(pid: number, work: () => Promise<void>): Promise<Cost> {
  const startedMs = performance.now();
  const startCpuMs = cpuMs(pid);
  await work();
  return { cpuMs: cpuMs(pid) - startCpuMs, elapsedMs: performance.now() - startedMs };
}

function add(sum: Cost, cost: Cost): void {
  sum.cpuMs += cost.cpuMs;
  sum.elapsedMs += cost.elapsedMs;
}

function tell(name: string, cost: Cost, submits: number): void {
  const perSecond = (submits / (cost.elapsedMs / 1000)).toFixed(1);
  console.log(`${name}: ${perSecond} submits/s, ${(cost.cpuMs / submits).toFixed(0)} ms CPU a submit`);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
