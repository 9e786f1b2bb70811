import type { z } from 'zod';
import type { PersistStorage, StorageValue } from 'zustand/middleware';

interface ParsedStorage<T> extends PersistStorage<T> {
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

/** The last change counts, and each tab goes on with its own. */
const APART = { keptForNext: <T>(now: T) => now, cameBack: <T>(own: T) => own };

/**
 * Where unfinished work outlives a reload. Each tab keeps its own (session storage), and the last change of any tab
 * (local storage) is what a new tab starts from. What comes back is parsed: anything else than the schema's shape is
 * as if nothing had been kept. A browser that refuses to keep anything costs the reload, not the work.
 */
export function parsedStorage<T>(
  schema: z.ZodType<T>,
  { keptForNext, cameBack }: BetweenTabs<T> = APART,
): ParsedStorage<T> {
  const homes = (): Storage[] => {
    try {
      return [window.sessionStorage, window.localStorage];
    } catch {
      return [];
    }
  };
  return {
    getItem(name): StorageValue<T> | null {
      const [own = null, kept = null] = homes().map((home) => parsed(schema, home.getItem(name)));
      const state = own !== null && kept !== null ? cameBack(own, kept) : (own ?? kept);
      return state && { state };
    },
    setItem(name, value) {
      for (const [index, home] of homes().entries()) {
        const kept = index === 0 ? null : parsed(schema, home.getItem(name));
        const state = kept === null ? value.state : keptForNext(value.state, kept);
        try {
          home.setItem(name, JSON.stringify(state));
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
