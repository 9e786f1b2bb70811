import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { TemporaryFiles } from './imageStore.ts';

export interface TemporaryFilesOptions {
  readonly dataDir: string;
  readonly openToWrite?: TemporaryFiles['openToWrite'];
}

export async function openTemporaryFiles(options: TemporaryFilesOptions): Promise<TemporaryFiles> {
  const folder = path.join(options.dataDir, 'temporary');
  await mkdir(folder, { recursive: true });
  return {
    temporaryPath: (extension = '') => path.join(folder, `${randomUUID()}${extension}`),
    openToWrite: options.openToWrite ?? ((file) => open(file, 'wx')),
    discard: (temporaryPath) => rm(temporaryPath, { force: true }),
    sweepTemporary: (olderThanMs) => sweep(folder, olderThanMs),
  };
}

async function sweep(folder: string, olderThanMs: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => null);
    if (info === null || Date.now() - info.mtimeMs < olderThanMs) continue;
    await rm(file, { force: true, recursive: true });
    removed += 1;
  }
  return removed;
}
