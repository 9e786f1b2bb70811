import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** What kinds of files the relay keeps. */
export type Collection = 'sources' | 'results' | 'renditions' | 'upstream';

/** Bytes of a file, both ends included, as in HTTP. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

export interface StoredFile {
  readonly name: string;
  readonly fileBytes: number;
  readonly modifiedAt: Date;
}

/**
 * Where images are kept. A file is made under a temporary path of this machine and then adopted: whatever stands under
 * its final name is whole.
 */
export interface ImageStore extends TemporaryFiles {
  /** Size in bytes, or null when it is not there. */
  sizeOf(shelf: Collection, name: string): Promise<number | null>;
  /** Its bytes, or some of them, or null when it is not there. */
  read(shelf: Collection, name: string, part?: ByteRange): Promise<Readable | null>;
  /**
   * Lends a file of this machine with its bytes, to be read until the work is done.
   *
   * @throws what `isMissing` knows when it is not there.
   */
  withFile<T>(shelf: Collection, name: string, work: (file: string) => Promise<T>): Promise<T>;
  /** Moves a finished temporary file to its place, over what stood there. */
  adopt(temporaryPath: string, shelf: Collection, name: string): Promise<void>;
  remove(shelf: Collection, name: string): Promise<void>;
  /** Everything that stands on a shelf. */
  list(shelf: Collection): Promise<readonly StoredFile[]>;
  /** Removes every rendition that was made of a file. */
  removeRenditions(name: string): Promise<void>;
  /** Puts a file away: it can be brought back by hand until the trash is emptied. */
  moveToTrash(shelf: Collection, name: string): Promise<void>;
  /** Removes for good what was put away before a moment. */
  emptyTrash(before: Date): Promise<number>;
  /** The id of the database that these files belong to; null when none has claimed them yet. */
  readOwner(): Promise<string | null>;
  writeOwner(databaseId: string): Promise<void>;
  /** Where it is, for a sentence. */
  readonly place: string;
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
