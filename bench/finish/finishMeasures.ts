import type { ImageMap } from '../../server/finishing/pixels/axisMap.ts';
import { colourDifference, labOf } from '../../server/finishing/quality/colourDifference.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import type { RgbPicture } from './rgbPicture.ts';

export interface FinishMeasures {
  /** Largest difference to the source inside it, in levels. */
  readonly inside: number;
  /** Mean CIEDE2000 of the 2 px outside the border, of the 32 px, and of the whole new area. */
  readonly near: number;
  readonly band: number;
  readonly all: number;
  /** Gradient across the border over the truth's. */
  readonly seam: number;
  /** Gradient energy of the new area over the truth's. */
  readonly texture: number;
}

const NEAR = 2;
const BAND = 32;
/** Far from the border every third pixel in each direction tells enough. */
const FAR_STEP = 3;

export function measureFinish(
  result: RgbPicture,
  truth: RgbPicture,
  source: Size,
  frame: Frame,
): FinishMeasures {
  const { x: x0, y: y0 } = frame.placement;
  const [x1, y1] = [x0 + source.width - 1, y0 + source.height - 1];
  const sums = { near: [0, 0], band: [0, 0], all: [0, 0] };
  let inside = 0;
  for (let y = 0; y < frame.height; y += 1) {
    const dy = Math.max(y0 - y, y - y1, 0);
    for (let x = 0; x < frame.width; x += 1) {
      const distance = Math.max(dy, x0 - x, x - x1, 0);
      const at = (y * frame.width + x) * 3;
      if (distance === 0) {
        for (let c = 0; c < 3; c += 1) {
          inside = Math.max(inside, Math.abs((result.data[at + c] ?? 0) - (truth.data[at + c] ?? 0)));
        }
        continue;
      }
      if (distance > BAND && (x % FAR_STEP !== 0 || y % FAR_STEP !== 0)) continue;
      const difference = differenceAt(result, truth, at);
      const weight = distance > BAND ? FAR_STEP * FAR_STEP : 1;
      add(sums.all, difference, weight);
      if (distance <= BAND) add(sums.band, difference, 1);
      if (distance <= NEAR) add(sums.near, difference, 1);
    }
  }
  const mean = ([sum = 0, count = 0]: number[]) => (count === 0 ? 0 : sum / count);
  return {
    inside,
    near: mean(sums.near),
    band: mean(sums.band),
    all: mean(sums.all),
    seam: acrossBorder(result, source, frame) / acrossBorder(truth, source, frame),
    texture: gradientEnergy(result, source, frame) / gradientEnergy(truth, source, frame),
  };
}

function add(sum: number[], value: number, weight: number): void {
  sum[0] = (sum[0] ?? 0) + value * weight;
  sum[1] = (sum[1] ?? 0) + weight;
}

function differenceAt(a: RgbPicture, b: RgbPicture, at: number): number {
  const lab = ({ data }: RgbPicture) => labOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  return colourDifference(lab(a), lab(b));
}

function lumaAt({ data, width }: RgbPicture, x: number, y: number): number {
  const at = (y * width + x) * 3;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}

/** Mean absolute step of brightness from the source's outermost pixel to the one outside. */
function acrossBorder(picture: RgbPicture, source: Size, { placement, width, height }: Frame): number {
  const [x0, y0] = [placement.x, placement.y];
  const [x1, y1] = [x0 + source.width - 1, y0 + source.height - 1];
  let [sum, count] = [0, 0];
  const step = (x: number, y: number, outX: number, outY: number) => {
    if (outX < 0 || outY < 0 || outX >= width || outY >= height) return;
    sum += Math.abs(lumaAt(picture, x, y) - lumaAt(picture, outX, outY));
    count += 1;
  };
  for (let x = x0; x <= x1; x += 1) {
    step(x, y0, x, y0 - 1);
    step(x, y1, x, y1 + 1);
  }
  for (let y = y0; y <= y1; y += 1) {
    step(x0, y, x0 - 1, y);
    step(x1, y, x1 + 1, y);
  }
  return sum / count;
}

function gradientEnergy(picture: RgbPicture, source: Size, { placement, width, height }: Frame): number {
  let sum = 0;
  for (let y = 1; y < height - 1; y += 2) {
    for (let x = 1; x < width - 1; x += 2) {
      const isInside =
        x >= placement.x - 1 &&
        x <= placement.x + source.width &&
        y >= placement.y - 1 &&
        y <= placement.y + source.height;
      if (isInside) continue;
      sum += (lumaAt(picture, x + 1, y) - lumaAt(picture, x - 1, y)) ** 2;
      sum += (lumaAt(picture, x, y + 1) - lumaAt(picture, x, y - 1)) ** 2;
    }
  }
  return sum;
}

/** Largest distance, in source pixels, between where two maps put points of the source's border. */
export function misplacement(found: ImageMap, truth: ImageMap, source: Size, frame: Frame): number {
  const along = (axis: 'x' | 'y', length: number) =>
    [0, length].map((at) => {
      const position = frame.placement[axis] + at;
      const difference =
        found[axis].scale * position + found[axis].offset - truth[axis].scale * position - truth[axis].offset;
      return Math.abs(difference) / truth[axis].scale;
    });
  return Math.hypot(Math.max(...along('x', source.width)), Math.max(...along('y', source.height)));
}
