/** Changes of one run with less than this between them are one step. */
const PAUSE_MS = 1000;

/**
 * Makes one step of undo out of several changes: a held arrow key, a scrub, or a choice that sets two things at
 * once. Whoever records steps asks `records` for every change.
 */
export function createHistoryGroups(nowMs: () => number) {
  /** The run whose step was recorded last; null once anything else was recorded. */
  let latest: { readonly name: string; readonly atMs: number } | null = null;
  /** Set while a run makes a change: whether its step is recorded already. */
  let current: { hasStep: boolean } | null = null;

  return {
    /** Whether a change that was just made begins a step of its own. */
    records(): boolean {
      if (!current) {
        latest = null;
        return true;
      }
      const isFirst = !current.hasStep;
      current.hasStep = true;
      return isFirst;
    },
    /** Makes a change that belongs to a run. `isHeld`: the run goes on however long ago its last change was. */
    join(name: string, change: () => void, isHeld = false): void {
      const goesOn = latest?.name === name && (isHeld || nowMs() - latest.atMs < PAUSE_MS);
      const run = { hasStep: goesOn };
      current = run;
      try {
        change();
      } finally {
        current = null;
        if (run.hasStep) latest = { name, atMs: nowMs() };
      }
    },
    /** Ends the run: what comes next is another step, whatever it is called. */
    close(): void {
      latest = null;
    },
  };
}
