import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { taskFieldsSchema } from '../../domain/contract/taskRequest.ts';
import { parsedStorage } from '../../ui/parsedStorage.ts';

export const pressSchema = z.object({
  /** The open source that is to be expanded. */
  sourceKey: z.string(),
  /** Its size as it was shown, to which the frame belongs. */
  sourceSize: z.object({ width: z.int(), height: z.int() }).optional(),
  asked: taskFieldsSchema.omit({ sourceId: true }),
  /** Keeps it one task however often it is sent, from however many tabs. */
  idempotencyKey: z.string(),
});

/** One press of Expand, from the moment it is made until the relay has it. */
export type PendingSubmission = z.infer<typeof pressSchema>;

/** The press under way, or null. Outlives a reload, so that a page loaded anew goes on sending it. */
export const usePendingSubmission = create<{ press: PendingSubmission | null }>()(
  persist((): { press: PendingSubmission | null } => ({ press: null }), {
    name: 'outframe-press',
    storage: parsedStorage(z.object({ press: pressSchema.nullable() })),
  }),
);
