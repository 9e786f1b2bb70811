import type { StorageValue } from 'zustand/middleware';
import type { ParsedStorage } from './parsedStorage.ts';
import { throttle } from './throttle.ts';

/** Writes are a few milliseconds of a large state each; a page that is closed writes what is left. */
const EVERY_MS = 250;

/** The same storage for a state that changes hundreds of times in a second: it is written a few times of these. */
export function throttledStorage<T>(storage: ParsedStorage<T>): ParsedStorage<T> {
  let latest: { readonly name: string; readonly value: StorageValue<T> } | null = null;
  const write = () => {
    if (latest !== null) storage.setItem(latest.name, latest.value);
    latest = null;
  };
  const writing = throttle(EVERY_MS, write);
  if (typeof window !== 'undefined') window.addEventListener('pagehide', write);
  return {
    ...storage,
    setItem(name, value) {
      latest = { name, value };
      writing.ask();
    },
  };
}
