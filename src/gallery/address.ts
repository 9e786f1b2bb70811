/** The page's address holds what is looked at; React and the browser's Back change it alike. */
const listeners = new Set<() => void>();

export function subscribeAddress(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
}

/** To be called after each change of the history, of which browsers tell nobody. */
export function tellAddress(): void {
  for (const listener of listeners) listener();
}
