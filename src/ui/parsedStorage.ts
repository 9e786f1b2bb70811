import type { z } from 'zod';
import type { PersistStorage, StorageValue } from 'zustand/middleware';

export interface ParsedStorage<T> extends PersistStorage<T> {
  /** At once, so that nothing is shown before it is there. */
  getItem(name: string): StorageValue<T> | null;
}

/** How what one tab knows and what is kept for a new tab, which may be another tab's, go together. */
interface BetweenTabs<T> {
  /** What is kept for a new tab after a change in this one. */
  readonly keptForNext: (now: T, kept: T) => T;
  /** What a tab goes on with that comes back. */
  readonly cameBack: (own: T, kept: T) => T;
}

/**
 * Where unfinished work outlives a reload. Each tab keeps its own (session storage), and the last change of any tab
 * (local storage) is what a new tab starts from. What comes back is parsed: anything else than the schema's shape is
 * as if nothing had been kept. A browser that refuses to keep anything costs the reload, not the work.
 *
 * @param between left out, the last change counts, and each tab goes on with its own
 */
export function parsedStorage<T>(schema: z.ZodType<T>, between?: BetweenTabs<T>): ParsedStorage<T> {
  const homes = (): Storage[] => {
    try {
      const both: readonly (Storage | null)[] = [window.sessionStorage, window.localStorage];
      const there = both.filter((home) => home !== null);
      return there.length === both.length ? there : [];
    } catch {
      // Forbidden; in web views of other apps both may be null instead.
      return [];
    }
  };
  return {
    getItem(name): StorageValue<T> | null {
      const [own = null, kept = null] = homes().map((home) => parsed(schema, home.getItem(name)));
      const state = between && own !== null && kept !== null ? between.cameBack(own, kept) : (own ?? kept);
      return state && { state };
    },
    setItem(name, value) {
      const text = JSON.stringify(value.state);
      for (const [index, home] of homes().entries()) {
        // Read only where it matters: this is called at every change.
        const kept = between === undefined || index === 0 ? null : parsed(schema, home.getItem(name));
        try {
          home.setItem(
            name,
            between && kept !== null ? JSON.stringify(between.keptForNext(value.state, kept)) : text,
          );
        } catch {
          // Full or forbidden: nothing to do about it here.
        }
      }
    },
    removeItem(name) {
      for (const home of homes()) home.removeItem(name);
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
