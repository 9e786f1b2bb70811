import { z } from 'zod';
import { parsedStorage } from '../../ui/parsedStorage.ts';
import { beginRun } from '../run/runStore.ts';
import { packPartSchema, packRun, packRunSchema, usePackRun } from './packRun.ts';

/** A pack that was submitted was kept beside what is put together, before packs were runs. */
const earlierSchema = z.object({
  run: packRunSchema.pick({ sourceKey: true, sourceName: true, size: true }).extend({
    name: z.string(),
    parts: z.array(packPartSchema.extend({ isCancelled: z.boolean().default(false) })).min(1),
  }),
});

/** Goes on with a pack that was under way when the page was replaced by one that keeps packs elsewhere. */
export function goesOnWithEarlier(): void {
  const earlier = parsedStorage(earlierSchema).getItem('outframe-pack')?.state.run;
  const id = earlier?.parts[0]?.press.asked.batch?.id;
  if (earlier === undefined || id === undefined) return;
  const { run, putAway } = usePackRun.getState();
  if (run !== null || putAway.includes(id)) return;
  const { name, ...kept } = earlier;
  const state = { startedAtMs: 0, isPaused: false, pausedBy: null, sourceId: null, facts: null };
  beginRun(packRun, { ...kept, ...state, batch: { id, name } });
}
