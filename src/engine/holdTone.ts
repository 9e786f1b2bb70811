import { addBetweenBlocks } from './addBetweenBlocks.ts';
import { type Correction, copiedPixels } from './blend.ts';
import type { BorderGuess } from './borderGuess.ts';
import { addColours, addPixel, type ColourBlocks, correctionBlocks, holeMeans } from './colourBlocks.ts';
import type { Level } from './level.ts';
import type { ShiftMap } from './shiftMap.ts';

export interface TonePlan {
  /** Which share of a small difference from the border is taken away beside it. */
  readonly share: number;
  /** A difference of so many levels counts half: larger ones are other things, not another light. */
  readonly levels: number;
  /** How far out the border is held to, as a share of the known part's short side. */
  readonly reach: number;
}

/** In blocks: how far out of the border a colour comes to be moved whole. */
const RAMP = 1;

/**
 * Moves mean colours towards those that the border lets expect. A copy from elsewhere brings its own light along. Half way
 * is nearest to the truth in the mean; large differences stay, weighed down as by Geman and McClure's estimator, as half
 * of another thing would be a veil. In place; what is finer than a block stays as it is.
 */
export function holdTone(map: ShiftMap, correction: Correction, guess: BorderGuess, plan: TonePlan): void {
  const { level } = map;
  if (correction.alpha !== null) return;
  const { colours } = correction;
  const short = Math.min(level.known.width, level.known.height);
  const blocks = correctionBlocks(level);
  const copied = copiedPixels(map);
  const made = holeMeans(blocks, level, (means, at, pixel) => {
    addPixel(means, at, level.pixels[copied[pixel] ?? 0] ?? 0);
    addColours(means, at, colours, pixel);
  });
  const expected = expectedMeans(blocks, level, guess);
  const values = new Float32Array(made.length);
  for (let block = 0; block < blocks.holePixels.length; block += 1) {
    const count = expected[block * 4 + 3] ?? 0;
    if (count === 0) continue;
    const differences = [0, 1, 2].map(
      (channel) => (expected[block * 4 + channel] ?? 0) / count - (made[block * 3 + channel] ?? 0),
    );
    const size = Math.hypot(...differences) / Math.sqrt(3);
    const near = Math.max(0, 1 - distanceOf(level, blocks, block) / (plan.reach * short));
    const share = (plan.share * near) / (1 + (size / plan.levels) ** 2);
    values.set(
      differences.map((value) => share * value),
      block * 3,
    );
  }
  addBetweenBlocks(level, colours, blocks, { values, ramp: RAMP * blocks.side });
}

/** Sums of the colours that are expected in each block, and of how many pixels of the guess: four floats a block. */
function expectedMeans(
  { side, columns, rows }: ColourBlocks,
  { known, scale }: Level,
  { level, colours }: BorderGuess,
): Float32Array {
  const sums = new Float32Array(4 * columns * rows);
  const times = level.scale / scale;
  for (const pixel of level.hole) {
    const x = pixel % level.width;
    const y = (pixel - x) / level.width;
    const column = Math.floor(((x - level.known.x + 0.5) * times + known.x) / side);
    const row = Math.floor(((y - level.known.y + 0.5) * times + known.y) / side);
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    const at = (row * columns + column) * 4;
    for (let channel = 0; channel < 3; channel += 1) {
      sums[at + channel] = (sums[at + channel] ?? 0) + (colours[pixel * 3 + channel] ?? 0);
    }
    sums[at + 3] = (sums[at + 3] ?? 0) + 1;
  }
  return sums;
}

/** How far a block lies out of the known part's nearest block, in pixels. */
function distanceOf(
  { known: { x, y, width, height } }: Level,
  { side, columns }: ColourBlocks,
  block: number,
): number {
  const column = block % columns;
  const row = Math.floor(block / columns);
  const outX = Math.max(Math.floor(x / side) - column, column - Math.floor((x + width - 1) / side), 0);
  const outY = Math.max(Math.floor(y / side) - row, row - Math.floor((y + height - 1) / side), 0);
  return side * Math.hypot(outX, outY);
}
