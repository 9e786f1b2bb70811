import type { StorageSettings } from '../storageSettings.ts';
import { openDiskStore } from './diskStore.ts';
import type { ImageStore } from './imageStore.ts';

interface ImageStoreOptions {
  readonly dataDir: string;
  readonly storage: StorageSettings;
}

/** Opens where images are kept. The library for buckets is loaded only where there is one: it takes a while. */
export async function openImageStore({ dataDir, storage }: ImageStoreOptions): Promise<ImageStore> {
  if (storage.kind === 'disk') return openDiskStore({ dataDir });
  const { openS3Store } = await import('./s3Store.ts');
  return openS3Store(storage, { dataDir });
}
