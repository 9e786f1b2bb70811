import { onTestFinished } from 'vitest';
import { makeTemporaryFolder } from './makeTemporaryFolder.ts';

/** A fresh folder that goes with the running test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await makeTemporaryFolder();
  onTestFinished(folder.remove);
  return folder.path;
}
