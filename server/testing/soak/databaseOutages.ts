import { setTimeout as pause } from 'node:timers/promises';

/** As long as a server takes that is moved to another machine: longer than leases last. */
const AWAY_MS = 25_000;
const THERE_MS = 30_000;

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Takes the database away again and again until it is told to stop, in good order and not by turns.
 *
 * @param restart ends the database, calls back, and starts it again
 */
export function startDatabaseOutages(
  restart: (mode: 'fast' | 'immediate', meanwhile: () => Promise<void>) => Promise<void>,
) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const spans: Span[] = [];
  const isOver = (async () => {
    while (!signal.aborted) {
      // Ends early where nobody wants it any longer.
      await pause(THERE_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const fromMs = Date.now();
      await restart(spans.length % 2 === 0 ? 'immediate' : 'fast', () => pause(AWAY_MS));
      spans.push({ fromMs, toMs: Date.now() });
    }
  })();
  return {
    /** When it was away, milliseconds since 1970. */
    spans,
    /** The one that is under way ends first. */
    stop: async () => {
      stopping.abort();
      await isOver;
    },
  };
}
