import { request } from '../../src/api/request.ts';
import { uploadSource } from '../../src/api/sources.ts';
import { type Task, taskSchema } from '../../src/domain/contract/task.ts';
import type { Answer } from './answers.ts';
import { addFaults } from './upstreamControl.ts';

const PHOTOS = ['/samples/meadow.jpg', '/samples/dandelions.jpg', '/samples/doorway.jpg'];
const EXPANSIONS = [
  { up: 0, right: 0.5, bottom: 0, left: 0 },
  { up: 0.2, right: 0.25, bottom: 0.2, left: 0.25 },
  { up: 0.4, right: 0.1, bottom: 0, left: 0.1 },
];
const LOOK_EVERY_MS = 200;
const CANCEL_WITHIN_MS = 30_000;

/** How many tasks this page has submitted: it keeps their prompts, and so their answers, apart. */
let count = Date.now() % 100_000;

/** Submits a sample task for each answer. The answer knows its task by the prompt, whatever else goes on. */
export async function submitWith(answers: readonly Answer[]): Promise<void> {
  const sourceIds = await Promise.all(PHOTOS.map(uploadPhoto));
  const cancelled: Promise<void>[] = [];
  for (const [index, answer] of answers.entries()) {
    count += 1;
    const prompt = `${answer.label} (${count})`;
    await addFaults(answer.faults.map((fault) => (answer.stopsAll ? fault : { ...fault, prompt })));
    const task = await request(taskSchema, '/api/tasks', {
      method: 'POST',
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      json: {
        sourceId: sourceIds[index % PHOTOS.length],
        expansion: EXPANSIONS[index % EXPANSIONS.length],
        prompt,
      },
    });
    if (answer.isCancelled) cancelled.push(cancelOnceTaken(task.id));
  }
  await Promise.all(cancelled);
}

async function uploadPhoto(address: string): Promise<string> {
  const { id } = await uploadSource(await (await fetch(address)).blob());
  return id;
}

async function cancelOnceTaken(taskId: string): Promise<void> {
  const path = `/api/tasks/${taskId}`;
  const isTaken = async () => (await request<Task>(taskSchema, path)).status === 'processing';
  const deadline = Date.now() + CANCEL_WITHIN_MS;
  while (Date.now() < deadline && !(await isTaken())) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  await request(taskSchema, `${path}/cancel`, { method: 'POST' });
}
