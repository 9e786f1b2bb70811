import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ImageStore, isMissing, type Shelf, type StoredFile } from './imageStore.ts';
import { openTemporaryFiles, type TemporaryFilesOptions } from './temporaryFiles.ts';

/** Keeps images in the data folder. Temporary files lie on the same file system, are synced and only then renamed. */
export async function openDiskStore(options: TemporaryFilesOptions): Promise<ImageStore> {
  const { dataDir } = options;
  const pathOf = (shelf: Shelf, name: string) => {
    const file = path.basename(name);
    return path.join(dataDir, shelf, file.slice(0, 2), file);
  };
  return {
    ...(await openTemporaryFiles(options)),
    sizeOf: async (shelf, name) => {
      try {
        return (await stat(pathOf(shelf, name))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    read: async (shelf, name, part) => {
      try {
        const handle = await open(pathOf(shelf, name), 'r');
        return handle.createReadStream(part === undefined ? {} : { start: part.first, end: part.last });
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    withFile: async (shelf, name, work) => {
      const file = pathOf(shelf, name);
      await access(file, constants.R_OK);
      return work(file);
    },
    adopt: async (temporaryPath, shelf, name) => {
      const target = pathOf(shelf, name);
      await mkdir(path.dirname(target), { recursive: true });
      await syncFile(temporaryPath);
      await rename(temporaryPath, target);
      await syncFolder(path.dirname(target));
    },
    remove: (shelf, name) => rm(pathOf(shelf, name), { force: true }),
    list: (shelf) => listFiles(path.join(dataDir, shelf)),
    removeRenditions: async (name) => {
      const folder = path.dirname(pathOf('renditions', name));
      const entries = await readdir(folder).catch(noneIfMissing);
      const own = entries.filter((entry) => entry.startsWith(`${name}-`));
      await Promise.all(own.map((entry) => rm(path.join(folder, entry), { force: true })));
    },
    check: () => access(dataDir, constants.W_OK),
    close: async () => undefined,
  };
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
