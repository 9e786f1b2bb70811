import { ProblemError } from '../../domain/problem.ts';
import { keptFile } from '../../source/keptFile.ts';
import type { RunSources } from '../run/runSending.ts';
import { createRunStore, runSchema } from '../run/runStore.ts';
import { itemOf, useTrayStore } from './trayStore.ts';

/** Images that were submitted together. */
export const trayRun = createRunStore('outframe-tray-run', runSchema);
export const { useRun: useTrayRun } = trayRun;

/** Images of the tray leave once the relay has them, or has said that it never will, or nobody else sends them. */
export const TRAY_SOURCES: RunSources = {
  isReady: (sourceKey) => {
    const item = itemOf(sourceKey);
    return item === null || item.opened.sourceId !== null || item.refused !== null;
  },
  sourceOf: async (key) => {
    const item = itemOf(key);
    if (item?.refused) throw new ProblemError(item.refused.code, { detail: item.refused.sentence });
    const { sourceId = null, facts = null } = item?.opened ?? {};
    const file = await keptFile(key);
    if (file === null && sourceId === null) throw new ProblemError('source-not-found');
    return { key, file: file ?? new File([], ''), sourceId, facts };
  },
  subscribe: (onChange) => useTrayStore.subscribe(onChange),
};
