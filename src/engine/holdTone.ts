import { addBetweenBlocks } from './addBetweenBlocks.ts';
import { type Correction, copiedPixels } from './blend.ts';
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

/** So many blocks along the border are averaged for each one that a place lies farther out. */
const SPREAD = 0.5;
/** In blocks: how far out of the border a colour comes to be moved whole. */
const RAMP = 1;

/**
 * Moves mean colours towards those that the border has there. Where nothing is known, the colours last seen are the best
 * guess of light and shade, and a copy from elsewhere brings along its own. Half way is nearest to the truth in the mean;
 * large differences stay, weighed down as by Geman and McClure's estimator, as half of another thing would be a veil. In
 * place; what is finer than a block stays as it is.
 */
export function holdTone(map: ShiftMap, correction: Correction, plan: TonePlan): void {
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
  const values = new Float32Array(made.length);
  for (let block = 0; block < blocks.holePixels.length; block += 1) {
    if (blocks.holePixels[block] === 0) continue;
    const { colour, distance } = heldAt(level, blocks, block);
    const differences = colour.map((value, channel) => value - (made[block * 3 + channel] ?? 0));
    const size = Math.hypot(...differences) / Math.sqrt(3);
    const near = Math.max(0, 1 - (distance * blocks.side) / (plan.reach * short));
    const share = (plan.share * near) / (1 + (size / plan.levels) ** 2);
    values.set(
      differences.map((value) => share * value),
      block * 3,
    );
  }
  addBetweenBlocks(level, colours, blocks, { values, ramp: RAMP * blocks.side });
}

/** The mean colour of the border nearest to a block, of the more of it the farther out, and how far that is, in blocks. */
function heldAt({ known: { x, y, width, height } }: Level, blocks: ColourBlocks, block: number) {
  const { side, columns, known, knownPixels } = blocks;
  const [left, right] = [Math.floor(x / side), Math.floor((x + width - 1) / side)];
  const [top, bottom] = [Math.floor(y / side), Math.floor((y + height - 1) / side)];
  const column = block % columns;
  const row = Math.floor(block / columns);
  const nearX = Math.max(left, Math.min(right, column));
  const nearY = Math.max(top, Math.min(bottom, row));
  const distance = Math.hypot(column - nearX, row - nearY);
  const radius = 1 + Math.round(SPREAD * distance);
  const colour = [0, 0, 0];
  let weight = 0;
  for (let v = Math.max(top, nearY - radius); v <= Math.min(bottom, nearY + radius); v += 1) {
    for (let u = Math.max(left, nearX - radius); u <= Math.min(right, nearX + radius); u += 1) {
      const isBorder = u === left || u === right || v === top || v === bottom;
      if (!isBorder) continue;
      const other = v * columns + u;
      const count = knownPixels[other] ?? 0;
      weight += count;
      for (let channel = 0; channel < 3; channel += 1) {
        colour[channel] = (colour[channel] ?? 0) + count * (known[other * 3 + channel] ?? 0);
      }
    }
  }
  return { colour: colour.map((sum) => sum / Math.max(1, weight)), distance };
}
