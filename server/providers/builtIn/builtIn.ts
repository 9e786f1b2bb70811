import { copyFile } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVIDER_LABELS } from '../../../src/domain/contract/provider.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { type ImageStore, isMissing } from '../../storage/imageStore.ts';
import { storageErrorCode } from '../../storage/storageError.ts';
import { createWorkerPool } from '../../workers/workerPool.ts';
import type { Provider, UpstreamImage } from '../Provider.ts';
import { type EngineRun, startEngineRun } from './engineRun.ts';
import { newsWaitMs } from './newsWait.ts';

interface BuiltInOptions {
  readonly store: ImageStore;
  /** Gets what stopped the engine: it names files of this machine, which are nobody else's business. */
  readonly onError: (error: unknown) => void;
  /** Exports `expand`, as the engine's own does. */
  readonly workerFile?: URL;
}

/**
 * A question for the state waits this long for the end, which is noticed at once, and then for something to tell
 * ({@link newsWaitMs}): most of many tasks wait for a thread, and each answer is written down and asked for again.
 */
const WAIT_FOR_END_MS = 250;
/** Never given up: it runs on this machine, and ends. */
const NO_DEADLINE_MS = Number.MAX_SAFE_INTEGER;
const MAX_THREADS = 4;
const ENGINE_WORKER = new URL('./expandWorker.ts', import.meta.url);

/** The engine that comes with the relay. It runs in worker threads, costs nothing and knows no prompts. */
export function createBuiltIn({ store, onError, workerFile = ENGINE_WORKER }: BuiltInOptions): Provider {
  const pool = createWorkerPool({
    file: workerFile,
    name: 'expand',
    maxThreads: Math.min(MAX_THREADS, os.availableParallelism()),
  });
  const runs = new Map<string, EngineRun>();

  const forget = (externalTaskId: string) => {
    const run = runs.get(externalTaskId);
    runs.delete(externalTaskId);
    if (run === undefined) return;
    run.cancel();
    void run.ended.then(() => Promise.all(run.files.map((file) => store.discard(file))));
  };

  return {
    description: {
      ...{ name: 'built-in', label: PROVIDER_LABELS['built-in'] },
      ...{ usesPrompt: false, isPaid: false, reachesAnyFrame: true },
    },
    pace: { delayMs: () => 0, deadlineMs: NO_DEADLINE_MS },
    slots: null,
    graceMs: 0,
    refusesRepeats: async () => true,
    mayFindByName: async () => true,
    submit: async (request) => ({ kind: 'accepted', upstreamTaskId: request.externalTaskId }),
    find: async ({ externalTaskId }) => ({ kind: 'found', upstreamTaskId: externalTaskId }),
    poll: async (request, signal) => {
      const run = runs.get(request.externalTaskId) ?? startEngineRun(pool, store, request);
      runs.set(request.externalTaskId, run);
      await somethingToTell(run, newsWaitMs(runs.size), signal);
      run.news.takeAll();
      if (run.hasSucceeded()) {
        return { kind: 'succeeded', images: imagesOf(run) };
      }
      const error = run.error();
      if (error === null) {
        return { kind: 'processing', progress: average(run.shares), previews: [...run.previews] };
      }
      forget(request.externalTaskId);
      if (storageErrorCode(error) !== null) throw error;
      onError(error);
      return { kind: 'failed', problem: taskProblem('engine-failed', null) };
    },
    fetchImage: async (image, file) => {
      try {
        await copyFile(image.url, file);
        return { kind: 'fetched' };
      } catch (error) {
        if (!isMissing(error)) throw error;
        return { kind: 'gone', problem: taskProblem('engine-failed', null) };
      }
    },
    shownSubmit: async () => null,
    forget,
    close: async () => {
      for (const externalTaskId of [...runs.keys()]) forget(externalTaskId);
      await pool.destroy();
    },
  };
}

/** @throws when aborted */
async function somethingToTell(
  { ended, news }: EngineRun,
  newsMs: number,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new AbortController();
  const rest = (ms: number) => sleep(ms, undefined, { signal: AbortSignal.any([signal, waiting.signal]) });
  const newsAfterRest = async () => {
    await rest(WAIT_FOR_END_MS);
    await Promise.race([news.heard, rest(newsMs)]);
  };
  await Promise.race([ended, newsAfterRest()]).finally(() => waiting.abort());
}

function imagesOf({ files, concerns }: EngineRun): UpstreamImage[] {
  return files.map((url, index) => ({ index, url, flags: [...(concerns[index] ?? [])] }));
}

function average(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
