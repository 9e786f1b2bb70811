import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { testImage } from '../../../testing/testImages.ts';
import { waitUntil } from '../../../testing/waitUntil.ts';
import { openDiskStore } from '../../storage/diskStore.ts';
import { createWorkerPool } from '../../workers/workerPool.ts';
import { startEngineRun } from './engineRun.ts';

const SOURCE_ID = 'a'.repeat(64);

/** One thread, so that whatever still runs is in the way of what comes next. */
async function openPool(size: { width: number; height: number }) {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const file = store.temporaryPath('.png');
  await testImage(size).png().toFile(file);
  await store.adopt(file, 'sources', SOURCE_ID);
  const pool = createWorkerPool({
    file: new URL('./expandWorker.ts', import.meta.url),
    name: 'expand',
    maxThreads: 1,
  });
  onTestFinished(() => pool.destroy());
  const start = (n: number) =>
    startEngineRun(pool, store, {
      externalTaskId: randomUUID(),
      picture: {
        ...{ shelf: 'sources', name: SOURCE_ID, ...size },
        ...{ format: 'png', fileBytes: 1, needsCopy: false, crop: null },
      },
      expansion: { up: 0, right: 1, bottom: 0, left: 0 },
      prompt: '',
      line: '',
      callbackUrl: null,
      n,
    });
  return { pool, start };
}

test('every image under way shows a small picture of the frame before it is done', async () => {
  const { start } = await openPool({ width: 600, height: 400 });
  const run = start(2);
  const early = await waitUntil('a picture', () => run.previews[0] ?? run.previews[1]);
  expect(run.hasSucceeded()).toBe(false);
  await run.ended;
  expect(run.hasSucceeded()).toBe(true);
  const [first, second] = run.previews;
  expect(first).not.toBe(second);
  for (const preview of [early, first, second]) {
    const [head, body = ''] = (preview ?? '').split(',');
    expect(head).toBe('data:image/webp;base64');
    expect(body.length).toBeLessThan(12_000);
    const { width, height } = await sharp(Buffer.from(body, 'base64')).metadata();
    expect(Math.max(width, height)).toBeLessThanOrEqual(160);
    expect(width / height).toBeCloseTo(3, 1);
  }
});

test.each([
  ['small', { width: 200, height: 150 }],
  ['large', { width: 3000, height: 2400 }],
])(
  'cancelling a %s frame ends the work of its thread',
  async (_, size) => {
    const { pool, start } = await openPool(size);
    const run = start(3);
    await waitUntil('work to begin', () => run.shares.some((share) => share > 0) || run.hasSucceeded());
    const [thread] = pool.threads;
    if (thread === undefined) throw new Error('No thread runs.');
    const isGone = once(thread, 'exit');
    run.cancel();
    await run.ended;
    // Either the thread is free for other work, or it is ended: nothing goes on in it.
    if (pool.threads.length === 0 || pool.threads[0] !== thread) await isGone;
    expect(run.hasSucceeded()).toBe(false);
    expect(run.error()).toBeNull();
    const next = start(1);
    await waitUntil('the next to begin', () => next.shares.some((share) => share > 0));
    next.cancel();
    await next.ended;
  },
  60_000,
);
