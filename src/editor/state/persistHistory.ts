import { z } from 'zod';
import type { TemporalState } from 'zundo';
import type { StoreApi } from 'zustand';
import { parsedStorage } from '../../ui/parsedStorage.ts';

const STORED_AS = 'outframe-steps';

/**
 * Lets the steps of undo and redo outlive a reload. Kept ones are taken up again if all of them `belong` to what is
 * open; another tab may have kept those of another source.
 */
export function persistHistory<Step>(
  temporal: StoreApi<TemporalState<Step>>,
  schema: z.ZodType<Step>,
  belongs: (step: Step) => boolean,
): void {
  const stepsSchema = z.object({ pastStates: z.array(schema), futureStates: z.array(schema) });
  const storage = parsedStorage(stepsSchema);
  const kept = storage.getItem(STORED_AS)?.state;
  if (kept && [...kept.pastStates, ...kept.futureStates].every(belongs)) temporal.setState(kept);
  temporal.subscribe(({ pastStates, futureStates }) => {
    const { data } = stepsSchema.safeParse({ pastStates, futureStates });
    if (data) storage.setItem(STORED_AS, { state: data });
  });
}
