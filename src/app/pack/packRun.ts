import { z } from 'zod';
import { sourceIdSchema } from '../../domain/contract/source.ts';
import type { Batch } from '../../domain/contract/taskRequest.ts';
import { type PackItem, packItemsSchema } from '../../domain/pack/pack.ts';
import type { PackRequest } from '../../domain/pack/packRequests.ts';
import { ProblemError } from '../../domain/problem.ts';
import { keptFile } from '../../source/keptFile.ts';
import { sourceFactsSchema } from '../../source/sourceFacts.ts';
import { type Opened, useSourceStore } from '../../source/sourceStore.ts';
import type { RunSources } from '../run/runSending.ts';
import { beginRun, changeRun, createRunStore, partSchema, runOf, runSchema } from '../run/runStore.ts';

export const packPartSchema = partSchema.extend({ item: packItemsSchema.element });
/** A format of a pack that was submitted, from the press until its picture is there. */
export type PackPart = z.infer<typeof packPartSchema>;

export const packRunSchema = runSchema.extend({
  sourceKey: z.string(),
  sourceName: z.string(),
  size: z.object({ width: z.int().positive(), height: z.int().positive() }),
  /** How the relay knows the source, as soon as it does: by then other images may be open. */
  sourceId: sourceIdSchema.nullable().default(null),
  facts: sourceFactsSchema.nullable().default(null),
  parts: z.array(packPartSchema).min(1),
});
export type PackRun = z.infer<typeof packRunSchema>;

/** A pack that was submitted. */
export const packRun = createRunStore('outframe-pack-run', packRunSchema);
export const { useRun: usePackRun } = packRun;

interface Submitted extends Pick<PackRun, 'sourceKey' | 'sourceName' | 'size'> {
  readonly items: readonly PackItem[];
  readonly requests: readonly PackRequest[];
  readonly batch: Batch;
}

/** Writes down all that is to be sent, each under a key of its own, before any of it leaves. */
export function startPackRun({ sourceKey, sourceName, size, items, requests, batch }: Submitted): void {
  const pairs = requests.flatMap((asked) => {
    const item = items.find(({ formatId }) => formatId === asked.formatId);
    return item === undefined ? [] : [{ item, press: { sourceKey, sourceSize: size, asked } }];
  });
  const run = runOf(
    batch,
    pairs.map(({ press }) => press),
  );
  const parts = pairs.flatMap(({ item }, index) => {
    const part = run.parts[index];
    return part === undefined ? [] : [{ ...part, item }];
  });
  if (parts.length > 0)
    beginRun(packRun, { ...run, sourceKey, sourceName, size, sourceId: null, facts: null, parts });
}

/** The source of a pack is on the stage, or was: it is sent with the first press, where it is not with the relay yet. */
export const PACK_SOURCES: RunSources = {
  isReady: () => true,
  sourceOf: async (key) => {
    const { source, opened } = useSourceStore.getState();
    if (source?.key === key) return source;
    const known = [opened, knownOf(usePackRun.getState().run)].find(
      (each) => each?.key === key && each.sourceId,
    );
    const file = await keptFile(key);
    if (file === null && !known?.sourceId) throw new ProblemError('source-not-found');
    return {
      key,
      file: file ?? new File([], ''),
      sourceId: known?.sourceId ?? null,
      facts: known?.facts ?? null,
    };
  },
  onTask: (key, source) => noteKnown({ key, sourceId: source.id, facts: sourceFactsSchema.parse(source) }),
  // Its upload may end before any of it is a task.
  subscribe: () => {
    const note = () => noteKnown(useSourceStore.getState().opened);
    note();
    return useSourceStore.subscribe(note);
  },
};

type Known = Pick<Opened, 'key' | 'sourceId' | 'facts'>;

function knownOf(run: PackRun | null): Known | null {
  return run && { key: run.sourceKey, sourceId: run.sourceId, facts: run.facts };
}

function noteKnown(known: Known | null): void {
  const { run } = usePackRun.getState();
  if (!known?.sourceId || run?.sourceKey !== known.key || run.sourceId === known.sourceId) return;
  const { sourceId, facts } = known;
  changeRun(packRun, (now) => ({ ...now, sourceId, facts }));
}
