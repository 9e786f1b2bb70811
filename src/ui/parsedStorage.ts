import type { z } from 'zod';
import type { PersistStorage, StorageValue } from 'zustand/middleware';

interface ParsedStorage<T> extends PersistStorage<T> {
  /** At once, so that nothing is shown before it is there. */
  getItem(name: string): StorageValue<T> | null;
}

interface StorageOptions<T> {
  /**
   * Whether the state of this tab takes the place of what was kept for a new tab, which may be another tab's. Without
   * it, the last change does.
   */
  readonly takesPlaceOf?: (now: T, kept: T) => boolean;
}

/**
 * Where unfinished work outlives a reload. Each tab keeps its own (session storage), and the last change of any tab
 * (local storage) is what a new tab starts from. What comes back is parsed: anything else than the schema's shape is
 * as if nothing had been kept. A browser that refuses to keep anything costs the reload, not the work.
 */
export function parsedStorage<T>(
  schema: z.ZodType<T>,
  { takesPlaceOf = () => true }: StorageOptions<T> = {},
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
      for (const home of homes()) {
        const state = parsed(schema, home.getItem(name));
        if (state !== null) return { state };
      }
      return null;
    },
    setItem(name, value) {
      for (const [index, home] of homes().entries()) {
        const kept = index === 0 ? null : parsed(schema, home.getItem(name));
        if (kept !== null && !takesPlaceOf(value.state, kept)) continue;
        try {
          home.setItem(name, JSON.stringify(value.state));
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
