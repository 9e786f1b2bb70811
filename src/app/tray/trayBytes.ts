import { create } from 'zustand';
import { MAX_SOURCE_BYTES } from '../../domain/limits.ts';
import { holdFile } from '../../source/keptFile.ts';
import { isKeptForTray, keepTrayFile } from './trayFiles.ts';
import { itemOf } from './trayStore.ts';

/** Images whose bytes a reload would lose, by their keys: whether they are still to be kept, or the browser had no room. */
export const useUnkept = create<Readonly<Record<string, 'coming' | 'no-room'>>>()(() => ({}));

/** A file that came, under the key of its image. */
export interface Kept {
  readonly key: string;
  readonly file: File;
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Keeps the bytes of images from when they came: it has to be over before the page is loaded anew, however long looking
 * at all of them takes. One at a time, since each is in memory as a whole meanwhile.
 */
export function keepBytes(files: readonly Kept[]): void {
  useUnkept.setState(Object.fromEntries(files.map(({ key }) => [key, 'coming'])));
  for (const { key, file } of files) {
    holdFile(key, file);
    turn = turn.then(() => keep({ key, file }));
  }
}

async function keep(kept: Kept): Promise<void> {
  const { key } = kept;
  const isKept = await tryToKeep(kept).catch(() => false);
  if (!isKept) return useUnkept.setState({ [key]: 'no-room' });
  const { [key]: _, ...others } = useUnkept.getState();
  useUnkept.setState(others, true);
}

async function tryToKeep({ key, file }: Kept): Promise<boolean> {
  // These are refused: nothing is lost with them.
  if (itemOf(key)?.refused || file.size > MAX_SOURCE_BYTES) return true;
  if (await isKeptForTray(key)) holdFile(key, null);
  else await keepTrayFile(key, file);
  return true;
}
