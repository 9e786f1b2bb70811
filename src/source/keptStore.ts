import { createStore, type UseStore } from 'idb-keyval';

/**
 * A place in the browser's own database. Where the browser allows none, which some say by throwing at once, every use of
 * it is rejected instead, as where it is full.
 */
export function keptStore(database: string, name: string): UseStore {
  const store = createStore(database, name);
  return async (mode, use) => await store(mode, use);
}
