import { z } from 'zod';
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Batch } from '../../domain/contract/taskRequest.ts';
import { parsedStorage } from '../../ui/parsedStorage.ts';
import { randomId } from '../../ui/randomId.ts';
import { type PendingSubmission, pressSchema } from '../submit/pendingSubmission.ts';
import { cameBack, keptForNext, type RunState, withPutAway } from './betweenTabs.ts';

/** A press of a run as it is kept. */
export const partSchema = z.object({
  press: pressSchema,
  taskId: z.uuid().nullable(),
  problem: z.string().nullable(),
  isCancelled: z.boolean(),
  hasLeft: z.boolean().default(false),
  leavesPaused: z.boolean().default(false),
});
export type StoredPart = z.infer<typeof partSchema>;

/** A run as it is kept. */
export const runSchema = z.object({
  batch: z.object({ id: z.uuid(), name: z.string() }),
  /** By this clock, to tell which of two tabs' runs is the newer one. */
  startedAtMs: z.number().default(0),
  parts: z.array(partSchema).min(1),
  isPaused: z.boolean(),
  pausedBy: z.string().nullable(),
});
export type StoredRun = z.infer<typeof runSchema>;

/** Where the run of one kind that was submitted last is kept. It outlives a reload, after which it goes on where it was. */
export interface RunStore<R extends StoredRun = StoredRun> {
  readonly useRun: UseBoundStore<StoreApi<RunState<R>>>;
  readonly schema: z.ZodType<R>;
}

/** Before there were several, the one that was put away last was kept. */
const putAwaySchema = z
  .union([z.array(z.string()), z.string().transform((id) => [id]), z.null().transform((): string[] => [])])
  .default([]);

/** @param name where it is kept */
export function createRunStore<R extends StoredRun>(name: string, schema: z.ZodType<R>): RunStore<R> {
  const stateSchema = z.object({ run: schema.nullable(), putAway: putAwaySchema });
  const storage = parsedStorage<RunState<R>>(stateSchema, { keptForNext, cameBack });
  const useRun = create<RunState<R>>()(
    persist((): RunState<R> => ({ run: null, putAway: [] }), { name, storage }),
  );
  return { useRun, schema };
}

/** Presses as parts of a new run, each under a key of its own, before any of them leaves. */
export function runOf(
  batch: Batch,
  presses: readonly Omit<PendingSubmission, 'idempotencyKey'>[],
): StoredRun {
  const parts = presses.map((press) => ({
    press: { ...press, idempotencyKey: randomId() },
    ...{ taskId: null, problem: null, isCancelled: false, hasLeft: false, leavesPaused: false },
  }));
  return { batch, startedAtMs: Date.now(), parts, isPaused: false, pausedBy: null };
}

/** Has a new run in place of the one before, which is done with in all tabs. */
export function beginRun<R extends StoredRun>({ useRun }: RunStore<R>, run: R): void {
  useRun.setState(({ run: before, putAway }) => ({
    run,
    putAway: before === null ? putAway : withPutAway(putAway, before.batch.id),
  }));
}

export function changeRun<R extends StoredRun>({ useRun }: RunStore<R>, change: (run: R) => R): void {
  useRun.setState(({ run }) => (run === null ? {} : { run: change(run) }));
}

export function putAwayRun<R extends StoredRun>({ useRun }: RunStore<R>): void {
  useRun.setState(({ run, putAway }) =>
    run === null ? {} : { run: null, putAway: withPutAway(putAway, run.batch.id) },
  );
}
