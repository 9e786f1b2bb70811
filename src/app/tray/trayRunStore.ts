import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Batch } from '../../domain/contract.ts';
import type { TrayRun } from '../../domain/tray/trayRun.ts';
import { parsedStorage } from '../../ui/parsedStorage.ts';
import { randomId } from '../../ui/randomId.ts';
import { type PendingSubmission, pressSchema } from '../submit/pendingSubmission.ts';

const partSchema = z.object({
  press: pressSchema,
  idempotencyKey: z.string(),
  taskId: z.uuid().nullable(),
  problem: z.string().nullable(),
  isCancelled: z.boolean(),
  hasLeft: z.boolean().default(false),
});
/** One image of those that were submitted together. */
export type SourcePart = z.infer<typeof partSchema>;

export const runSchema = z.object({
  batch: z.object({ id: z.uuid(), name: z.string() }),
  parts: z.array(partSchema).min(1),
  isPaused: z.boolean(),
  pausedBy: z.string().nullable(),
});
/** Images that were submitted together. */
export type SourcesRun = z.infer<typeof runSchema>;

const storedSchema = z.object({ run: runSchema.nullable() });

/** The run that was submitted last. Outlives a reload, after which it goes on where it was. */
export const useTrayRun = create<z.infer<typeof storedSchema>>()(
  persist((): z.infer<typeof storedSchema> => ({ run: null }), {
    name: 'outframe-tray-run',
    storage: parsedStorage(storedSchema),
  }),
);

/**
 * Whether what is submitted together is put together, or looked at. A store of its own: looking at a run writes
 * nothing down, over which another tab may have begun a newer one.
 */
export const useRunOpen = create<{ isOpen: boolean }>()(() => ({ isOpen: false }));

export function showRun(isOpen: boolean): void {
  useRunOpen.setState({ isOpen });
}

/** Writes down all that is to be sent, each under a key of its own, before any of it leaves. */
export function startTrayRun(
  batch: Batch,
  presses: readonly Omit<PendingSubmission, 'idempotencyKey'>[],
): void {
  const parts = presses.map((press) => {
    const idempotencyKey = randomId();
    const sent = { ...press, idempotencyKey };
    const unsent = { taskId: null, problem: null, isCancelled: false, hasLeft: false };
    return { press: sent, idempotencyKey, ...unsent };
  });
  if (parts.length > 0) useTrayRun.setState({ run: { batch, parts, isPaused: false, pausedBy: null } });
}

export function changeRun(
  change: (run: SourcesRun) => TrayRun<SourcePart> & Pick<SourcesRun, 'batch'>,
): void {
  useTrayRun.setState(({ run }) => {
    if (run === null) return {};
    const changed = change(run);
    return { run: { ...changed, parts: [...changed.parts] } };
  });
}

export function leaveTrayRun(): void {
  useTrayRun.setState({ run: null });
}
