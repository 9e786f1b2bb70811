import type { Size } from './side.ts';

/** The name a result is saved under, without its ending. */
export function resultName(result: Size & { index: number }): string {
  return `outframe-${result.width}x${result.height}-${result.index + 1}`;
}
