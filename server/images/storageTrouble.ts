import { type ProblemCode, ProblemError } from '../../src/domain/problem.ts';
import { isDiskFull } from './diskFull.ts';

type StorageCode = Extract<ProblemCode, 'disk-full' | 'storage-unavailable'>;

/** What is wrong with the place where images are kept, if that is why something failed; it may pass by itself. */
export function storageTrouble(error: unknown): StorageCode | null {
  if (error instanceof ProblemError && isStorageCode(error.code)) return error.code;
  return isDiskFull(error) ? 'disk-full' : null;
}

export function isStorageCode(code: ProblemCode | undefined): code is StorageCode {
  return code === 'disk-full' || code === 'storage-unavailable';
}
