import { type ProblemCode, ProblemError } from '../../src/domain/problem.ts';
import { isDiskFull } from './diskFull.ts';

type StorageErrorCode = Extract<ProblemCode, 'disk-full' | 'storage-unavailable'>;

/** What is wrong with the place where images are kept, if that is why something failed; it may pass by itself. */
export function storageErrorCode(error: unknown): StorageErrorCode | null {
  if (error instanceof ProblemError && isStorageErrorCode(error.code)) return error.code;
  return isDiskFull(error) ? 'disk-full' : null;
}

export function isStorageErrorCode(code: ProblemCode | undefined): code is StorageErrorCode {
  return code === 'disk-full' || code === 'storage-unavailable';
}
