import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** What kinds of files the relay keeps; each has its folder. */
export type Shelf = 'sources' | 'results' | 'renditions' | 'upstream';

/**
 * Files on disk. A file is written under a temporary name on the same file system, synced and only then renamed:
 * whatever stands under its final name is whole.
 */
export interface ImageStore {
  /** Where a file stands or would stand. */
  pathOf(shelf: Shelf, name: string): string;
  /** Size in bytes, or null when it is not there. */
  sizeOf(shelf: Shelf, name: string): Promise<number | null>;
  /** A fresh temporary path. */
  temporaryPath(extension?: string): string;
  /** Moves a finished temporary file to its place. */
  adopt(temporaryPath: string, shelf: Shelf, name: string): Promise<string>;
  /** Opens a file to write to; a test replaces it to fill the disk. */
  openToWrite(file: string): Promise<FileHandle>;
  remove(shelf: Shelf, name: string): Promise<void>;
  /** Everything that stands on a shelf. */
  list(shelf: Shelf): Promise<readonly StoredFile[]>;
  /** Removes every rendition that was made of a file. */
  removeRenditions(name: string): Promise<void>;
  discard(temporaryPath: string): Promise<void>;
  /** Removes what crashes left behind: temporary files older than this. */
  sweepTemporary(olderThanMs: number): Promise<number>;
}

export interface StoredFile {
  readonly name: string;
  readonly modifiedAt: Date;
}

export interface ImageStoreOptions {
  readonly dataDir: string;
  readonly openToWrite?: (file: string) => Promise<FileHandle>;
}

export async function openImageStore(options: ImageStoreOptions): Promise<ImageStore> {
  const temporary = path.join(options.dataDir, 'temporary');
  await mkdir(temporary, { recursive: true });
  const pathOf = (shelf: Shelf, name: string) =>
    path.join(options.dataDir, shelf, name.slice(0, 2), path.basename(name));
  return {
    pathOf,
    sizeOf: async (shelf, name) => {
      try {
        return (await stat(pathOf(shelf, name))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    temporaryPath: (extension = '') => path.join(temporary, `${randomUUID()}${extension}`),
    adopt: async (temporaryPath, shelf, name) => {
      const target = pathOf(shelf, name);
      await mkdir(path.dirname(target), { recursive: true });
      await syncFile(temporaryPath);
      await rename(temporaryPath, target);
      await syncFolder(path.dirname(target));
      return target;
    },
    openToWrite: options.openToWrite ?? ((file) => open(file, 'wx')),
    remove: (shelf, name) => rm(pathOf(shelf, name), { force: true }),
    list: (shelf) => listFiles(path.join(options.dataDir, shelf)),
    removeRenditions: async (name) => {
      const folder = path.dirname(pathOf('renditions', name));
      const entries = await readdir(folder).catch(noneIfMissing);
      const own = entries.filter((entry) => entry.startsWith(`${name}-`));
      await Promise.all(own.map((entry) => rm(path.join(folder, entry), { force: true })));
    },
    discard: (temporaryPath) => rm(temporaryPath, { force: true }),
    sweepTemporary: (olderThanMs) => sweep(temporary, olderThanMs),
  };
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function noneIfMissing(error: unknown): never[] {
  if (isMissing(error)) return [];
  throw error;
}

async function listFiles(folder: string): Promise<StoredFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneIfMissing);
  const files: StoredFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    // It may be removed meanwhile.
    const info = await stat(path.join(entry.parentPath, entry.name)).catch(() => null);
    if (info !== null) files.push({ name: entry.name, modifiedAt: info.mtime });
  }
  return files;
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename survive a power cut. Windows cannot open a folder, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
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
