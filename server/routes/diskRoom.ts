import { statfs } from 'node:fs/promises';
import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../../src/domain/problem.ts';

export interface DiskRoomParts {
  readonly dataDir: string;
  /** Free bytes below which nothing new is taken in. */
  readonly minFreeBytes: number;
}

/** Refuses what would need more room, while there is still some left to finish what was taken in. */
export function diskRoom({ dataDir, minFreeBytes }: DiskRoomParts): MiddlewareHandler {
  return async (_context, next) => {
    const { bavail, bsize } = await statfs(dataDir);
    if (bavail * bsize < minFreeBytes) throw new ProblemError('disk-full');
    await next();
  };
}
