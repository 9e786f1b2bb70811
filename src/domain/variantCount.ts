import type { Result } from './contract/result.ts';

/**
 * How many variants there are to count through: as many as were asked for, or, where the provider delivered fewer, those
 * that came. One that was deleted leaves its number, so that the others keep theirs.
 */
export function variantCount({
  n,
  results,
}: {
  readonly n: number;
  readonly results: readonly Pick<Result, 'index' | 'flags'>[];
}): number {
  if (!results.some(({ flags }) => flags.includes('fewer-images'))) return n;
  return Math.max(...results.map(({ index }) => index)) + 1;
}
