/** How long the relay takes for an upload, and for an expansion by the built-in engine. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sourceSchema } from '../src/domain/contract/source.ts';
import { type Task, taskSchema } from '../src/domain/contract/task.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { quantile } from './quantile.ts';

const ROUNDS = 5;
const EXPANSION = { up: 0.1, right: 0.5, bottom: 0.1, left: 0.5 };

const startedMs = performance.now();
const relay = await RelayProcess.launch({});
console.log(`From start to healthy: ${(performance.now() - startedMs).toFixed(0)} ms`);
try {
  const photo = readFileSync(new URL('../public/samples/meadow.jpg', import.meta.url));
  const uploadMs: number[] = [];
  const expandMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Another last byte makes another source; what follows the end of a JPEG is ignored.
    const bytes = Buffer.concat([photo, Buffer.from([round])]);
    const uploadedFromMs = performance.now();
    const sent = await fetch(`${relay.url}/api/sources`, { method: 'POST', body: bytes });
    const source = sourceSchema.parse(await sent.json());
    uploadMs.push(performance.now() - uploadedFromMs);
    const expandedFromMs = performance.now();
    await succeeded(await submit(source.id));
    expandMs.push(performance.now() - expandedFromMs);
  }
  const megabytes = (photo.length / 1e6).toFixed(1);
  console.log(`Upload of ${megabytes} MB: median ${quantile(uploadMs, 0.5).toFixed(0)} ms`);
  console.log(`Built-in expansion to the result: median ${quantile(expandMs, 0.5).toFixed(0)} ms`);
} finally {
  await relay.dispose();
}

async function submit(sourceId: string): Promise<Task> {
  const answer = await fetch(`${relay.url}/api/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ sourceId, expansion: EXPANSION, provider: 'built-in' }),
  });
  return taskSchema.parse(await answer.json());
}

function succeeded({ id }: Task): Promise<Task> {
  return waitUntil('the task to succeed', async () => {
    const task = taskSchema.parse(await (await fetch(`${relay.url}/api/tasks/${id}`)).json());
    if (task.problem !== null) throw new Error(task.problem.detail);
    return task.status === 'succeeded' ? task : null;
  });
}
