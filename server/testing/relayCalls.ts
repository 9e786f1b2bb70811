import { randomUUID } from 'node:crypto';
import { sourceSchema } from '../../src/domain/contract/source.ts';
import { type Task, taskSchema } from '../../src/domain/contract/task.ts';
import { testJpeg } from '../../testing/testImages.ts';

/** Sends a source and a task on it. */
export async function submitTo(url: string): Promise<Task> {
  const sent = await fetch(`${url}/api/sources`, { method: 'POST', body: new Uint8Array(await testJpeg()) });
  const source = sourceSchema.parse(await sent.json());
  const answer = await fetch(`${url}/api/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ sourceId: source.id, expansion: { up: 0, right: 0.5, bottom: 0, left: 0 } }),
  });
  return taskSchema.parse(await answer.json());
}

export async function lookAt(url: string, id: string): Promise<Task> {
  return taskSchema.parse(await (await fetch(`${url}/api/tasks/${id}`)).json());
}

/** Resolves once a stream of events has told of a task in a state; one that is in it already is told at once. */
export async function heardOf(url: string, id: string, status: string): Promise<void> {
  const abort = new AbortController();
  // As a browser that comes back and has seen nothing yet.
  const headers = { 'last-event-id': '0' };
  const response = await fetch(`${url}/api/tasks/events`, { headers, signal: abort.signal });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.includes(id) && text.includes(`"status":"${status}"`)) break;
  }
  abort.abort();
}
