interface KnownRun {
  readonly batch: { readonly id: string };
  readonly startedAtMs: number;
}

/** What a tab knows of runs of one kind. */
export interface RunState<R extends KnownRun = KnownRun> {
  readonly run: R | null;
  /** The id of the run that was put away last. */
  readonly putAway: string | null;
}

/**
 * Whether what one tab knows takes the place of what all tabs keep for the next one that is opened: another tab may
 * have begun a newer run, which nothing that happens to an older one empties or writes over.
 */
export function takesPlaceOf({ run, putAway }: RunState, { run: kept }: RunState): boolean {
  if (kept === null) return true;
  if (run === null) return putAway === kept.batch.id;
  return run.batch.id === kept.batch.id || run.startedAtMs >= kept.startedAtMs;
}
