import { joined } from '../../domain/run/joined.ts';
import type { Run } from '../../domain/run/run.ts';

interface KnownRun extends Run {
  readonly batch: { readonly id: string };
  readonly startedAtMs: number;
}

/** What a tab knows of runs of one kind. */
export interface RunState<R extends KnownRun = KnownRun> {
  readonly run: R | null;
  /** The ids of runs that are done with, those of late. */
  readonly putAway: readonly string[];
}

/** So many are known: more than are closed and come back with their tabs. */
const KNOWN = 100;

export function withPutAway(putAway: readonly string[], ...ids: readonly string[]): readonly string[] {
  return [...new Set([...putAway, ...ids])].slice(-KNOWN);
}

/**
 * What all tabs keep for the next one that is opened, after a change in one of them: another tab may have begun a newer
 * run, which nothing that happens to an older one empties or writes over.
 */
export function keptForNext<R extends KnownRun>(now: RunState<R>, kept: RunState<R>): RunState<R> {
  const putAway = withPutAway(kept.putAway, ...now.putAway);
  return { run: takesPlaceOf(now, kept) ? now.run : kept.run, putAway };
}

function takesPlaceOf({ run, putAway }: RunState, { run: kept, putAway: keptAway }: RunState): boolean {
  if (run !== null && keptAway.includes(run.batch.id)) return false;
  if (kept === null) return true;
  if (run === null) return putAway.includes(kept.batch.id);
  return run.batch.id === kept.batch.id || run.startedAtMs >= kept.startedAtMs;
}

/**
 * What a tab goes on with that comes back after it was closed or loaded anew: other tabs may have gone on with its run
 * meanwhile, cancelled it, or be done with it. So nothing is sent that was cancelled there.
 */
export function cameBack<R extends KnownRun>(own: RunState<R>, kept: RunState<R>): RunState<R> {
  const putAway = withPutAway(kept.putAway, ...own.putAway);
  const { run } = own;
  if (run === null || putAway.includes(run.batch.id)) return { run: null, putAway };
  return { run: kept.run?.batch.id === run.batch.id ? joined(run, kept.run) : run, putAway };
}
