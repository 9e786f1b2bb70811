import { readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { makeTemporaryFolder } from '../../testing/makeTemporaryFolder.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import type { Collection, ImageStore } from '../storage/imageStore.ts';
import { openS3Store } from '../storage/s3Store.ts';
import { type FakeS3, startFakeS3 } from './fakeS3.ts';

/** A place for images to run the same tests on. */
export interface TestStoreKind {
  readonly name: string;
  open(): Promise<TestStore>;
}

export interface TestStore {
  readonly store: ImageStore;
  /** Another opening of the same place, as another relay has it. */
  reopen(): Promise<ImageStore>;
  /** Makes a file as old as that. */
  age(shelf: Collection, name: string, modifiedAt: Date): Promise<void>;
  /** Names of what was put away. */
  trash(): Promise<string[]>;
  close(): Promise<void>;
}

const disk: TestStoreKind = {
  name: 'disk',
  open: async () => {
    const folder = await makeTemporaryFolder();
    const reopen = () => openDiskStore({ dataDir: folder.path });
    return {
      ...{ store: await reopen(), reopen },
      age: (shelf, name, modifiedAt) =>
        utimes(path.join(folder.path, shelf, name.slice(0, 2), name), modifiedAt, modifiedAt),
      trash: async () => {
        const entries = await readdir(path.join(folder.path, 'trash'), {
          recursive: true,
          withFileTypes: true,
        });
        return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).toSorted();
      },
      close: folder.remove,
    };
  },
};

const s3: TestStoreKind = { name: 's3', open: async () => openBucket(await startFakeS3()) };

export const TEST_STORES: readonly TestStoreKind[] = [disk, s3];

/** A store in a bucket that a test looks into. */
export async function openBucket(bucket: FakeS3): Promise<TestStore> {
  const folders = await Promise.all([makeTemporaryFolder(), makeTemporaryFolder()]);
  const stores: ImageStore[] = [];
  const open = async ({ path: dataDir }: { path: string }) => {
    const store = await openS3Store(bucket.settings, { dataDir });
    stores.push(store);
    return store;
  };
  return {
    store: await open(folders[0]),
    reopen: () => open(folders[1]),
    age: async (shelf, name, modifiedAt) => {
      const found = bucket.objects.get(`${bucket.settings.prefix}${shelf}/${name}`);
      if (found !== undefined) found.modifiedAt = modifiedAt;
    },
    trash: async () =>
      [...bucket.objects.keys()]
        .filter((key) => key.startsWith(`${bucket.settings.prefix}trash/`))
        .map((key) => path.basename(key))
        .toSorted(),
    close: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await bucket.close();
      for (const { remove } of folders) await remove();
    },
  };
}
