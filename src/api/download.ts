import { create } from 'zustand';
import { useConnection } from './connection.ts';
import { saveAs } from './saveAs.ts';

interface Download {
  readonly url: string;
  /** The name that it is saved under. */
  readonly name: string;
}

/** Files that are saved once the relay answers again. */
export const useWaitingDownloads = create<{ readonly waiting: readonly Download[] }>()(() => ({
  waiting: [],
}));

const { getState, setState } = useWaitingDownloads;

/**
 * Has the browser save a file of the relay; while that does not answer, once it does. Of a download that fails browsers
 * tell in a list of their own at most.
 */
export function download(url: string, name: string): void {
  if (isOffline()) {
    setState(({ waiting }) => ({ waiting: [...waiting.filter((each) => each.url !== url), { url, name }] }));
  } else saveAs(url, name);
}

export function cancelDownloads(): void {
  setState({ waiting: [] });
}

useConnection.subscribe(() => {
  const { waiting } = getState();
  if (isOffline() || waiting.length === 0) return;
  cancelDownloads();
  for (const { url, name } of waiting) saveAs(url, name);
});

function isOffline(): boolean {
  return useConnection.getState().connection === 'offline';
}
