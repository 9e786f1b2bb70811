/** A value that is read anew once it has grown old. */
export interface Kept<T> {
  get(): Promise<T>;
  /** The next one is read anew, also where one is being read just now: that may be older than what was heard. */
  forget(): void;
}

/** Reads a value at most once in `forMs`, however many ask for it at once; a read that failed is not kept. */
export function keptFor<T>(forMs: number, nowMs: () => number, read: () => Promise<T>): Kept<T> {
  let kept: { readonly value: Promise<T>; readonly atMs: number } | null = null;
  const begin = (): Promise<T> => {
    const begun = { value: read(), atMs: nowMs() };
    kept = begun;
    void begun.value.catch(() => {
      if (kept === begun) kept = null;
    });
    return begun.value;
  };
  return {
    get: () => {
      const ageMs = kept === null ? forMs : nowMs() - kept.atMs;
      // A clock that went back says nothing of the age.
      return kept !== null && ageMs >= 0 && ageMs < forMs ? kept.value : begin();
    },
    forget: () => {
      kept = null;
    },
  };
}
