import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { isMissing, type TemporaryFiles } from './imageStore.ts';

interface WorkingCopiesOptions {
  readonly dataDir: string;
  readonly temporary: TemporaryFiles;
  /** Copies beyond this go, those that were not used for longest first. */
  readonly mostBytes: number;
}

/** Whatever was not used for so long goes too: the original may have been deleted. */
const MAX_UNUSED_MS = 24 * 60 * 60_000;
/** So much comes in before it is looked whether some must go: looking takes as long as there are copies. */
const EVICT_EVERY_SHARE = 0.05;
/** Somebody may be about to use it. */
const JUST_USED_MS = 60_000;
/** What file systems say that have no hard links, or none left. */
const NO_LINKS_HERE = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/**
 * Files of this machine with the bytes of images that are kept elsewhere. Each borrower gets a name of its own for the
 * same file, so a copy may be evicted, by whichever relay shares the folder, while somebody reads it.
 */
export class LocalFileCache {
  readonly #folder: string;
  readonly #options: WorkingCopiesOptions;
  readonly #filling = new Map<string, Promise<void>>();
  #bytesSinceEviction = 0;

  private constructor(folder: string, options: WorkingCopiesOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  static async open(options: WorkingCopiesOptions): Promise<LocalFileCache> {
    const folder = path.join(options.dataDir, 'copies');
    await mkdir(folder, { recursive: true });
    return new LocalFileCache(folder, options);
  }

  /**
   * Lends a copy until the work is done.
   *
   * @param key names these very bytes
   * @param fetch brings them when there is no copy
   */
  async lend<T>(
    key: string,
    fetch: (file: string) => Promise<void>,
    work: (file: string) => Promise<T>,
  ): Promise<T> {
    const { temporary } = this.#options;
    const file = temporary.temporaryPath();
    try {
      while (!(await this.#nameFor(key, file))) await this.#fill(key, fetch);
      return await work(file);
    } finally {
      await temporary.discard(file);
    }
  }

  /** Takes over a temporary file whose bytes are kept elsewhere now. */
  async take(temporaryPath: string, key: string): Promise<void> {
    const { size } = await stat(temporaryPath);
    await rename(temporaryPath, this.#pathOf(key));
    this.#bytesSinceEviction += size;
    if (this.#bytesSinceEviction >= this.#options.mostBytes * EVICT_EVERY_SHARE) await this.evict();
  }

  async evict(): Promise<void> {
    this.#bytesSinceEviction = 0;
    const nowMs = Date.now();
    const copies = await this.#copies();
    let bytes = copies.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size, usedAtMs } of copies.toSorted((a, b) => a.usedAtMs - b.usedAtMs)) {
      const unusedMs = nowMs - usedAtMs;
      const isOver = bytes > this.#options.mostBytes && unusedMs > JUST_USED_MS;
      if (!isOver && unusedMs < MAX_UNUSED_MS) continue;
      await rm(file, { force: true });
      bytes -= size;
    }
  }

  #pathOf(key: string): string {
    return path.join(this.#folder, createHash('sha256').update(key).digest('hex'));
  }

  /** Gives a copy one more name; false when there is none. */
  async #nameFor(key: string, file: string): Promise<boolean> {
    try {
      await link(this.#pathOf(key), file).catch(async (error: unknown) => {
        if (!hasNoLinks(error)) throw error;
        await copyFile(this.#pathOf(key), file);
      });
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
    // Of all its names: it is used now, and not left behind by a crash.
    const now = new Date();
    await utimes(file, now, now);
    return true;
  }

  /** Those that need the same bytes at once wait for one and the same arrival. */
  async #fill(key: string, fetch: (file: string) => Promise<void>): Promise<void> {
    const filling = this.#filling.get(key) ?? this.#fetched(key, fetch);
    this.#filling.set(key, filling);
    try {
      await filling;
    } finally {
      this.#filling.delete(key);
    }
  }

  async #fetched(key: string, fetch: (file: string) => Promise<void>): Promise<void> {
    const { temporary } = this.#options;
    const file = temporary.temporaryPath();
    try {
      await fetch(file);
      await this.take(file, key);
    } finally {
      await temporary.discard(file);
    }
  }

  async #copies() {
    const names = await readdir(this.#folder);
    const copies = names.map(async (name) => {
      const file = path.join(this.#folder, name);
      const info = await stat(file).catch(() => null);
      return info === null ? [] : [{ file, size: info.size, usedAtMs: info.mtimeMs }];
    });
    return (await Promise.all(copies)).flat();
  }
}

function hasNoLinks(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NO_LINKS_HERE.has(String(error.code));
}
