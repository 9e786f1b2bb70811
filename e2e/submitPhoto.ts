import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { APIRequestContext } from '@playwright/test';
import sharp from 'sharp';
import { sourceSchema } from '../src/domain/contract/source.ts';
import { type Task, taskSchema } from '../src/domain/contract/task.ts';

const MEADOW = new URL('../public/samples/meadow.jpg', import.meta.url);

/** A task of the built-in engine with variants, made without the editor: a photo of 640 × 426 pixels grown to the right by a half. */
export async function submitPhoto(request: APIRequestContext, relayUrl: string, n: number): Promise<Task> {
  const data = await sharp(await readFile(MEADOW))
    .resize(640)
    .jpeg()
    .toBuffer();
  const source = await request.post(`${relayUrl}/api/sources`, {
    ...{ data, headers: { 'Content-Type': 'image/jpeg' } },
  });
  const { id: sourceId } = sourceSchema.parse(await source.json());
  const task = await request.post(`${relayUrl}/api/tasks`, {
    data: { sourceId, expansion: { up: 0, right: 0.5, bottom: 0, left: 0 }, n },
    headers: { 'Idempotency-Key': randomUUID() },
  });
  return taskSchema.parse(await task.json());
}
