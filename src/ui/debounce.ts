/**
 * A call that is made once, when it has not been asked for again for so long. To ask costs next to nothing: one timer
 * runs at a time, and goes on when it ends too early.
 */
export function debounce(restMs: number, write: () => void): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueMs = 0;

  function wake(): void {
    const leftMs = dueMs - performance.now();
    // A timer may come a part of a millisecond early.
    timer = leftMs >= 1 ? setTimeout(wake, leftMs) : undefined;
    if (timer === undefined) write();
  }

  return {
    ask() {
      dueMs = performance.now() + restMs;
      timer ??= setTimeout(wake, restMs);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
