import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** What kinds of files the relay keeps. */
export type Shelf = 'sources' | 'results' | 'renditions' | 'upstream';

/** Bytes of a file, both ends included, as in HTTP. */
export interface BytePart {
  readonly first: number;
  readonly last: number;
}

export interface StoredFile {
  readonly name: string;
  readonly modifiedAt: Date;
}

/**
 * Where images are kept. A file is made under a temporary path of this machine and then adopted: whatever stands under
 * its final name is whole.
 */
export interface ImageStore extends TemporaryFiles {
  /** Size in bytes, or null when it is not there. */
  sizeOf(shelf: Shelf, name: string): Promise<number | null>;
  /** Its bytes, or some of them, or null when it is not there. */
  read(shelf: Shelf, name: string, part?: BytePart): Promise<Readable | null>;
  /**
   * Lends a file of this machine with its bytes, to be read until the work is done.
   *
   * @throws what `isMissing` knows when it is not there.
   */
  withFile<T>(shelf: Shelf, name: string, work: (file: string) => Promise<T>): Promise<T>;
  /** Moves a finished temporary file to its place, over what stood there. */
  adopt(temporaryPath: string, shelf: Shelf, name: string): Promise<void>;
  remove(shelf: Shelf, name: string): Promise<void>;
  /** Everything that stands on a shelf. */
  list(shelf: Shelf): Promise<readonly StoredFile[]>;
  /** Removes every rendition that was made of a file. */
  removeRenditions(name: string): Promise<void>;
  /** @throws when nothing can be kept there now. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Files of this machine that are not kept. */
export interface TemporaryFiles {
  /** A fresh temporary path. */
  temporaryPath(extension?: string): string;
  /** Opens a file to write to; a test replaces it to fill the disk. */
  openToWrite(file: string): Promise<FileHandle>;
  discard(temporaryPath: string): Promise<void>;
  /** Removes what crashes left behind: temporary files older than this. */
  sweepTemporary(olderThanMs: number): Promise<number>;
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
