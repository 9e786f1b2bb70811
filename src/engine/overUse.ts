import { NO_SHIFT, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';

const BLOCK = 8;
/** A block may serve this many times as often as the mean before it costs more, and costs no more beyond the cap. */
const FREE_MULTIPLE = 3;
const MAX_MULTIPLES = 4;

/**
 * Adds a price to source blocks that stand in for much more than their share, so that one tuft does not come back every
 * few pixels (after the occurrence term of Kaspar et al. 2015, Self Tuning Texture Optimization). Mild on purpose: a
 * high price drives rocks into the sky.
 */
export function priceOverUse(
  { level, shifts, targets }: ShiftMap,
  price: number,
  sourceCost: Float32Array,
): void {
  const { known, width } = level;
  const columns = Math.ceil(known.width / BLOCK);
  const uses = new Float32Array(columns * Math.ceil(known.height / BLOCK));
  for (const target of targets) {
    const shift = shifts[target] ?? NO_SHIFT;
    const x = target % width;
    const u = x + shiftX(shift) - known.x;
    const v = (target - x) / width + shiftY(shift) - known.y;
    const block = Math.floor(v / BLOCK) * columns + Math.floor(u / BLOCK);
    uses[block] = (uses[block] ?? 0) + 1;
  }
  const mean = targets.length / uses.length;
  const prices = uses.map((use) => price * Math.max(0, Math.min(MAX_MULTIPLES, use / mean - FREE_MULTIPLE)));
  for (let v = 0; v < known.height; v += 1) {
    const from = (known.y + v) * width + known.x;
    const row = Math.floor(v / BLOCK) * columns;
    for (let u = 0; u < known.width; u += 1) {
      sourceCost[from + u] = (sourceCost[from + u] ?? 0) + (prices[row + Math.floor(u / BLOCK)] ?? 0);
    }
  }
}
