import { useSyncExternalStore } from 'react';

const TICK_MS = 1000;

const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(() => {
    for (const tick of listeners) tick();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** Whole seconds, so that two reads within one drawing agree. */
function read(): number {
  return Math.floor(Date.now() / TICK_MS) * TICK_MS;
}

/** The time in milliseconds, moving once a second: one clock for everything that ticks. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}
