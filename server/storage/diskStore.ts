import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { type Collection, type ImageStore, isMissing, type StoredFile } from './imageStore.ts';
import { openTemporaryFiles, type TemporaryFilesOptions } from './temporaryFiles.ts';

/** Holds the id of the database that the images belong to. */
const OWNER_FILE = 'images-of-database';
const TRASH = 'trash';

/** Keeps images in the data folder. Temporary files lie on the same file system, are synced and only then renamed. */
export async function openDiskStore(options: TemporaryFilesOptions): Promise<ImageStore> {
  const { dataDir } = options;
  const pathOf = (shelf: Collection, name: string) => {
    const file = path.basename(name);
    return path.join(dataDir, shelf, file.slice(0, 2), file);
  };
  const temporary = await openTemporaryFiles(options);
  return {
    ...temporary,
    place: `the data folder ${dataDir}`,
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
    ...trashIn(dataDir, pathOf),
    ...ownerFileIn(dataDir, temporary),
    check: () => access(dataDir, constants.W_OK),
    close: async () => undefined,
  };
}

function trashIn(
  dataDir: string,
  pathOf: (shelf: Collection, name: string) => string,
): Pick<ImageStore, 'moveToTrash' | 'emptyTrash'> {
  const trash = path.join(dataDir, TRASH);
  return {
    moveToTrash: async (shelf, name) => {
      const file = path.basename(name);
      const target = path.join(trash, shelf, file.slice(0, 2), file);
      await mkdir(path.dirname(target), { recursive: true });
      try {
        await rename(pathOf(shelf, name), target);
        // From now on it counts how long it lies there.
        await utimes(target, new Date(), new Date());
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    emptyTrash: async (before) => {
      const old = (await listPaths(trash)).filter(({ modifiedAt }) => modifiedAt < before);
      for (const { file } of old) await rm(file, { force: true });
      return old.length;
    },
  };
}

function ownerFileIn(
  dataDir: string,
  { temporaryPath }: Pick<ImageStore, 'temporaryPath'>,
): Pick<ImageStore, 'readOwner' | 'writeOwner'> {
  const ownerFile = path.join(dataDir, OWNER_FILE);
  return {
    readOwner: async () => {
      try {
        return (await readFile(ownerFile, 'utf8')).trim();
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    writeOwner: async (databaseId) => {
      const file = temporaryPath();
      await writeFile(file, `${databaseId}\n`);
      await syncFile(file);
      await rename(file, ownerFile);
      await syncFolder(dataDir);
    },
  };
}

function noneIfMissing(error: unknown): never[] {
  if (isMissing(error)) return [];
  throw error;
}

async function listFiles(folder: string): Promise<StoredFile[]> {
  const files = await listPaths(folder);
  return files.map(({ file, ...stored }) => ({ ...stored, name: path.basename(file) }));
}

interface FoundFile extends Omit<StoredFile, 'name'> {
  readonly file: string;
}

async function listPaths(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneIfMissing);
  const files: FoundFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    // It may be removed meanwhile.
    const info = await stat(file).catch(() => null);
    if (info !== null) files.push({ file, fileBytes: info.size, modifiedAt: info.mtime });
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
