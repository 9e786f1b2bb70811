import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { testImage } from '../../../testing/testImages.ts';
import { waitUntil } from '../../../testing/waitUntil.ts';
import { isDiskFull } from '../../storage/diskFull.ts';
import { openDiskStore } from '../../storage/diskStore.ts';
import type { ImageStore } from '../../storage/imageStore.ts';
import type { AcceptedRequest } from '../Provider.ts';
import { createBuiltIn } from './builtIn.ts';

const SOURCE_ID = 'a'.repeat(64);
const request: AcceptedRequest = {
  externalTaskId: 'e1',
  upstreamTaskId: 'e1',
  picture: {
    ...{ shelf: 'sources', name: SOURCE_ID, width: 320, height: 300 },
    ...{ format: 'png', fileBytes: 1, needsCopy: false, crop: null },
  },
  expansion: { up: 0, right: 0.1, bottom: 0, left: 0 },
  prompt: '',
  n: 1,
  line: '',
  callbackUrl: null,
};

async function openEngine(change: (store: ImageStore) => Partial<ImageStore>) {
  const dataDir = await temporaryFolder();
  const store = await openDiskStore({ dataDir });
  const file = store.temporaryPath('.png');
  await testImage({ width: 320, height: 300 }).png().toFile(file);
  await store.adopt(file, 'sources', SOURCE_ID);
  const troubles: unknown[] = [];
  const builtIn = createBuiltIn({
    store: { ...store, ...change(store) },
    onError: (error) => troubles.push(error),
  });
  onTestFinished(() => builtIn.close());
  const end = () =>
    waitUntil('the end', async () => {
      const outcome = await builtIn.poll(request, new AbortController().signal);
      return outcome.kind === 'processing' ? null : outcome;
    });
  return { store, dataDir, builtIn, troubles, end };
}

test('what stops the engine is logged and not sent: it names files of this machine', async () => {
  const { dataDir, troubles, end } = await openEngine((of) => ({
    temporaryPath: () => path.join(of.temporaryPath(), 'nowhere', 'x.png'),
  }));
  const outcome = await end();
  expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'engine-failed', upstream: null } });
  expect(JSON.stringify(outcome)).not.toContain(dataDir);
  expect(String(troubles[0])).toContain('nowhere');
});

// A device that is always full, on Linux alone.
test.runIf(process.platform === 'linux')('a full disk is no fault of the engine', async () => {
  let isFull = true;
  const { store, builtIn, troubles, end } = await openEngine((of) => ({
    temporaryPath: (extension) => {
      const file = of.temporaryPath(extension);
      if (isFull) symlinkSync('/dev/full', file);
      return file;
    },
  }));
  const error = await end().catch((thrown: unknown) => thrown);
  expect(isDiskFull(error), String(error)).toBe(true);
  expect(troubles).toEqual([]);
  isFull = false;
  const outcome = await end();
  if (outcome.kind !== 'succeeded') throw new Error(`The engine ${outcome.kind}.`);
  const [image] = outcome.images;
  if (image === undefined) throw new Error('There is no image.');
  const file = store.temporaryPath('.png');
  expect(await builtIn.fetchImage(image, file, new AbortController().signal)).toEqual({ kind: 'fetched' });
});

test.each([
  ['exits', 1, 'exited'],
  ['runs out of memory', 2, 'memory'],
])(
  'a thread that %s fails its task with a reason, and the next goes on',
  async (_, width, said) => {
    const store = await openDiskStore({ dataDir: await temporaryFolder() });
    const kept = store.temporaryPath('.png');
    await testImage({ width: 320, height: 300 }).png().toFile(kept);
    await store.adopt(kept, 'sources', SOURCE_ID);
    const troubles: unknown[] = [];
    const builtIn = createBuiltIn({
      store,
      onError: (error) => troubles.push(error),
      workerFile: new URL('../../testing/failingExpandWorker.ts', import.meta.url),
    });
    onTestFinished(() => builtIn.close());
    const endOf = (externalTaskId: string, sourceWidth: number) =>
      waitUntil('the end', async () => {
        const picture = { ...request.picture, width: sourceWidth };
        const outcome = await builtIn.poll(
          { ...request, externalTaskId, picture },
          new AbortController().signal,
        );
        return outcome.kind === 'processing' ? null : outcome;
      });
    expect(await endOf('e1', width)).toMatchObject({ kind: 'failed', problem: { code: 'engine-failed' } });
    expect(String(troubles[0])).toContain(said);
    expect(await endOf('e2', 100)).toMatchObject({ kind: 'succeeded' });
  },
  90_000,
);
