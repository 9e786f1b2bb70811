import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh folder; whoever makes it removes it. */
export async function makeTemporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'outframe-test-'));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A fresh folder that goes with the running test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await makeTemporaryFolder();
  onTestFinished(folder.remove);
  return folder.path;
}
