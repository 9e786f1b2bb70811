import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { BucketSettings } from '../storageSettings.ts';
import { Bucket, missingObject } from './bucket.ts';
import type { Collection, ImageStore } from './imageStore.ts';
import { LocalFileCache } from './localFileCache.ts';
import { openTemporaryFiles, type TemporaryFilesOptions } from './temporaryFiles.ts';

/**
 * Keeps images in a bucket. An object is put in one request, so it is there whole or not at all; what needs a file to
 * work on gets a copy on this machine. Several relays may share one bucket.
 */
export async function openS3Store(
  settings: BucketSettings,
  options: TemporaryFilesOptions,
): Promise<ImageStore> {
  const temporary = await openTemporaryFiles(options);
  const { dataDir } = options;
  const copies = await LocalFileCache.open({ dataDir, temporary, mostBytes: settings.copiesBytes });
  const bucket = new Bucket(settings);
  const keyOf = (shelf: Collection, name: string) => `${shelf}/${path.basename(name)}`;
  return {
    ...temporary,
    place: `the bucket ${settings.bucket}${settings.prefix === '' ? '' : ` under ${settings.prefix}`}`,
    sizeOf: async (shelf, name) => (await bucket.head(keyOf(shelf, name)))?.size ?? null,
    read: (shelf, name, part) => bucket.read(keyOf(shelf, name), part),
    withFile: async (shelf, name, work) => {
      const key = keyOf(shelf, name);
      const found = await bucket.head(key);
      if (found === null) throw missingObject(key);
      return copies.lend(`${key} ${found.etag}`, (file) => bucket.fetch(key, file), work);
    },
    adopt: async (temporaryPath, shelf, name) => {
      const key = keyOf(shelf, name);
      const { etag } = await bucket.put(temporaryPath, key);
      if (isWorkedOn(shelf, name)) await copies.take(temporaryPath, `${key} ${etag}`);
      else await temporary.discard(temporaryPath);
    },
    remove: (shelf, name) => bucket.remove(keyOf(shelf, name)),
    list: async (shelf) => {
      const start = `${shelf}/`;
      const files = await bucket.list(start);
      return files.map((file) => ({ ...file, name: file.name.slice(start.length) }));
    },
    removeRenditions: async (name) => {
      const own = await bucket.list(`${keyOf('renditions', name)}-`);
      await Promise.all(own.map((file) => bucket.remove(file.name)));
    },
    moveToTrash: async (shelf, name) => {
      const key = keyOf(shelf, name);
      if (await bucket.copy(key, `${TRASH}${key}`)) await bucket.remove(key);
    },
    emptyTrash: async (before) => {
      const old = (await bucket.list(TRASH)).filter(({ modifiedAt }) => modifiedAt < before);
      for (const { name } of old) await bucket.remove(name);
      return old.length;
    },
    readOwner: async () => {
      const found = await bucket.read(OWNER_KEY);
      return found === null ? null : (await text(found)).trim();
    },
    writeOwner: async (databaseId) => {
      const file = temporary.temporaryPath();
      try {
        await writeFile(file, `${databaseId}\n`);
        await bucket.put(file, OWNER_KEY);
      } finally {
        await temporary.discard(file);
      }
    },
    sweepTemporary: async (olderThanMs) => {
      await copies.evict();
      return temporary.sweepTemporary(olderThanMs);
    },
    check: () => bucket.check(),
    close: async () => bucket.close(),
  };
}

/** Renditions are sent from the bucket; but TIFFs, which no browser shows, are there to cut others from. */
function isWorkedOn(shelf: Collection, name: string): boolean {
  return shelf !== 'renditions' || name.endsWith('.tiff');
}

/** Holds the id of the database that the images belong to. */
const OWNER_KEY = 'images-of-database';
const TRASH = 'trash/';
