import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../../src/domain/problem.ts';

export interface DiskRoomDeps {
  /** Room left where the files lie. */
  readonly freeBytes: () => Promise<number>;
  /** Free bytes below which nothing new is taken in. */
  readonly minFreeBytes: number;
}

/** Refuses what would need more room, while there is still some left to finish what was taken in. */
export function diskRoom({ freeBytes, minFreeBytes }: DiskRoomDeps): MiddlewareHandler {
  return async (_context, next) => {
    if ((await freeBytes()) < minFreeBytes) throw new ProblemError('disk-full');
    await next();
  };
}
