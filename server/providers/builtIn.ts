import { copyFile } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { padsOf } from '../../src/domain/frame.ts';
import { isDiskFull } from '../images/diskFull.ts';
import { type ImageStore, isMissing } from '../images/imageStore.ts';
import { createWorkerPool } from '../workers/workerPool.ts';
import type { EngineRequest } from './expandWorker.ts';
import { taskProblem } from './klingProblem.ts';
import type { ExpandRequest, Provider, UpstreamImage } from './Provider.ts';

/** One task under way or done, in memory alone: after a restart it simply starts anew, it costs nothing. */
interface Run {
  readonly abort: AbortController;
  /** Share done of each image. */
  readonly shares: number[];
  readonly files: readonly string[];
  readonly ended: Promise<void>;
  images: readonly UpstreamImage[] | null;
  /** Why it stopped, if it did. */
  error: unknown;
}

interface BuiltInOptions {
  readonly store: ImageStore;
  /** Gets what stopped the engine: it names files of this machine, which are nobody else's business. */
  readonly onTrouble: (error: unknown) => void;
}

/** A question for the state waits this long for the end, so that a quick task is noticed at once. */
const LONGEST_WAIT_MS = 250;
/** Never given up: it runs on this machine, and ends. */
const NO_DEADLINE_MS = Number.MAX_SAFE_INTEGER;
const MAX_THREADS = 4;

/** The engine that comes with the relay. It runs in worker threads, costs nothing and knows no prompts. */
export function createBuiltIn({ store, onTrouble }: BuiltInOptions): Provider {
  const pool = createWorkerPool({
    file: new URL('./expandWorker.ts', import.meta.url),
    name: 'expand',
    maxThreads: Math.min(MAX_THREADS, os.availableParallelism()),
  });
  const runs = new Map<string, Run>();

  const start = (request: ExpandRequest): Run => {
    const abort = new AbortController();
    const shares = Array.from({ length: request.n }, () => 0);
    const files = shares.map(() => store.temporaryPath('.png'));
    const expandAll = async () => {
      await Promise.all(
        files.map((resultPath, index) => {
          const { port1, port2 } = new MessageChannel();
          port1.on('message', (share: unknown) => {
            if (typeof share === 'number') shares[index] = share;
          });
          const engineRequest: EngineRequest = {
            sourcePath: store.pathOf('sources', request.source.id),
            resultPath,
            size: { width: request.source.width, height: request.source.height },
            pads: padsOf(request.source, request.expansion),
            seed: seedOf(request.externalTaskId, index),
            progress: port2,
          };
          return pool
            .run(engineRequest, { transferList: [port2], signal: abort.signal })
            .finally(() => port1.close());
        }),
      );
    };
    const run: Run = { abort, shares, files, images: null, error: null, ended: Promise.resolve() };
    const ended = expandAll().then(
      () => {
        run.images = files.map((url, index) => ({ index, url }));
      },
      (error: unknown) => {
        // Whoever still waits for a forgotten run learns nothing from it, and starts it anew if need be.
        if (abort.signal.aborted) return;
        abort.abort();
        run.error = error;
      },
    );
    return Object.assign(run, { ended });
  };

  const forget = (externalTaskId: string) => {
    const run = runs.get(externalTaskId);
    runs.delete(externalTaskId);
    if (run === undefined) return;
    run.abort.abort();
    void run.ended.then(() => Promise.all(run.files.map((file) => store.discard(file))));
  };

  return {
    description: { name: 'built-in', label: 'Built-in engine', usesPrompt: false, isPaid: false },
    pace: { delayMs: () => 0, deadlineMs: NO_DEADLINE_MS },
    submit: async (request) => ({ kind: 'accepted', upstreamTaskId: request.externalTaskId }),
    find: async (externalTaskId) => ({ kind: 'found', upstreamTaskId: externalTaskId }),
    poll: async (request, signal) => {
      const run = runs.get(request.externalTaskId) ?? start(request);
      runs.set(request.externalTaskId, run);
      const waiting = new AbortController();
      await Promise.race([
        run.ended,
        sleep(LONGEST_WAIT_MS, undefined, { signal: AbortSignal.any([signal, waiting.signal]) }),
      ]).finally(() => waiting.abort());
      if (run.images !== null) return { kind: 'succeeded', images: run.images };
      if (run.error === null) return { kind: 'processing', progress: average(run.shares) };
      forget(request.externalTaskId);
      if (isDiskFull(run.error)) throw run.error;
      onTrouble(run.error);
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
    forget,
    close: async () => {
      for (const externalTaskId of [...runs.keys()]) forget(externalTaskId);
      await pool.destroy();
    },
  };
}

function average(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Every image of every task looks different, and the same again when it starts anew (FNV-1a). */
function seedOf(externalTaskId: string, index: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${externalTaskId}#${index}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash;
}
