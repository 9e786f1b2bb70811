import type { z } from 'zod';
import type { PersistStorage, StorageValue } from 'zustand/middleware';

interface ParsedStorage<T> extends PersistStorage<T> {
  /** At once, so that nothing is shown before it is there. */
  getItem(name: string): StorageValue<T> | null;
}

/**
 * Where unfinished work outlives a reload. Each tab keeps its own (session storage), and the last change of any tab
 * (local storage) is what a new tab starts from. What comes back is parsed: anything else than the schema's shape is
 * as if nothing had been kept. A browser that refuses to keep anything costs the reload, not the work.
 */
export function parsedStorage<T>(schema: z.ZodType<T>): ParsedStorage<T> {
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
      for (const home of homes()) {
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
