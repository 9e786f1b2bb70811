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

interface RunState extends z.infer<typeof storedSchema> {
  /** What is submitted together is put together, or looked at. */
  readonly isOpen: boolean;
}

/** The run that was submitted last. Outlives a reload, after which it goes on where it was. */
export const useTrayRun = create<RunState>()(
  persist((): RunState => ({ run: null, isOpen: false }), {
    name: 'outframe-tray-run',
    storage: parsedStorage(storedSchema),
    partialize: ({ run }) => ({ run }),
  }),
);

export function showRun(isOpen: boolean): void {
  useTrayRun.setState({ isOpen });
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
