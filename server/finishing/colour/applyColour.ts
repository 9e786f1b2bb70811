import type { Size } from '../../../src/domain/side.ts';
import { type ImageMap, mapPoint } from '../pixels/axisMap.ts';
import type { FloatImage } from '../pixels/floatImage.ts';
import type { RowLevels } from '../pixels/pictureRows.ts';
import { type ChannelFit, dot } from './colourFit.ts';

/** The field is so smooth that a value every few pixels tells it. */
const STEP = 16;
const MAX_TONE = 30;

/** A picture in the source's colours: every channel with its fitted change added. Values may leave 0–255. A copy. */
export function applyColour(picture: FloatImage, fits: readonly ChannelFit[]): FloatImage {
  const { width, height } = picture;
  const planes = picture.planes.map((plane) => plane.slice());
  const change = colourChange(picture, fits.slice(0, planes.length));
  for (let y = 0; y < height; y += 1) {
    change(
      y,
      planes.map((plane) => plane.subarray(y * width, (y + 1) * width)),
    );
  }
  return { width, height, planes };
}

/**
 * What adds the fitted changes to the levels of row `y` of a picture, in place.
 *
 * @param fitted from the picture to the one that the changes were fitted for, where that is a smaller one
 */
export function colourChange(
  picture: Size,
  fits: readonly ChannelFit[],
  fitted: ImageMap = SAME,
): (y: number, levels: RowLevels) => void {
  const changes = fits.map((fit, channel) =>
    fit.amounts
      ? channelChange(picture, channel, {
          fit: { ...fit, amounts: fit.amounts },
          fitted,
          channels: fits.length,
        })
      : null,
  );
  // Channels tell by each other: none is changed before all were read.
  const before = fits.map(() => new Float32Array(picture.width));
  return (y, levels) => {
    before.forEach((copy, channel) => {
      copy.set(levels[channel] ?? copy);
    });
    levels.forEach((row, channel) => {
      changes[channel]?.(y, before, row);
    });
  };
}

const SAME: ImageMap = { x: { scale: 1, offset: 0 }, y: { scale: 1, offset: 0 } };

interface ChangeParts {
  readonly fit: ChannelFit & { amounts: Float64Array };
  readonly fitted: ImageMap;
  readonly channels: number;
}

function channelChange(picture: Size, channel: number, { fit, fitted, channels }: ChangeParts) {
  const { width } = picture;
  const tone = toneTable(fit, channels - 1);
  const cross = Array.from({ length: channels - 1 }, (_, i) => crossOf(fit, i, channels - 1));
  // Bias and gain of the field at the nodes: the field is linear in the level.
  const dark = fieldNodes(picture, { fit, fitted }, 64);
  const bright = fieldNodes(picture, { fit, fitted }, 192);
  const [darkRow, brightRow] = [new Float32Array(width), new Float32Array(width)];
  return (y: number, levels: RowLevels, out: Float32Array) => {
    const own = levels[channel] ?? out;
    const others = levels.filter((_, other) => other !== channel);
    dark.fillRow(y, darkRow);
    bright.fillRow(y, brightRow);
    for (let x = 0; x < width; x += 1) {
      const level = own[x] ?? 0;
      const told = held(level, fit.levels);
      const place = Math.min(254.999, Math.max(0, told));
      const step = Math.floor(place);
      const low = tone[step] ?? 0;
      let change = low + ((tone[step + 1] ?? 0) - low) * (place - step);
      for (let i = 0; i < others.length; i += 1) {
        const difference = (others[i]?.[x] ?? 0) - level;
        change += (cross[i] ?? 0) * held(difference, fit.differences[i] ?? NOTHING_SEEN);
      }
      const share = (told - 64) / 128;
      change += (darkRow[x] ?? 0) * (1 - share) + (brightRow[x] ?? 0) * share;
      out[x] = level + change;
    }
  };
}

const NOTHING_SEEN = { from: 0, to: 0 };

function held(value: number, { from, to }: { from: number; to: number }): number {
  return Math.min(to, Math.max(from, value));
}

function toneTable(fit: ChannelFit & { amounts: Float64Array }, others: number): Float64Array {
  const row = new Float64Array(fit.basis.size);
  return Float64Array.from({ length: 257 }, (_, level) => {
    fit.basis.fillTone(row, level, Array(others).fill(level));
    const change = dot(row, fit.amounts, 0, fit.basis.toneSize);
    return Math.min(MAX_TONE, Math.max(-MAX_TONE, change));
  });
}

/** What a level of difference to another channel adds. */
function crossOf(fit: ChannelFit & { amounts: Float64Array }, index: number, others: number): number {
  const row = new Float64Array(fit.basis.size);
  const at = (difference: number) => {
    fit.basis.fillTone(
      row,
      128,
      Array.from({ length: others }, (_, i) => 128 + (i === index ? difference : 0)),
    );
    return dot(row, fit.amounts, 0, fit.basis.toneSize);
  };
  return at(1) - at(0);
}

function fieldNodes(picture: Size, { fit, fitted }: Pick<ChangeParts, 'fit' | 'fitted'>, level: number) {
  const { x: width, y: height } = mapPoint(fitted, { x: picture.width, y: picture.height });
  const across = Math.ceil(width / STEP) + 1;
  const down = Math.ceil(height / STEP) + 1;
  const nodes = new Float32Array(across * down);
  const row = new Float64Array(fit.basis.size);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      fit.basis.fillField(row, x * STEP, y * STEP, level);
      nodes[y * across + x] = dot(row, fit.amounts, fit.basis.toneSize);
    }
  }
  const line = new Float32Array(across + 1);
  const { scale, offset } = fitted.x;
  const fillRow = (y: number, out: Float32Array) => {
    const py = (fitted.y.scale * (y + 0.5) + fitted.y.offset) / STEP;
    const iy = Math.floor(py);
    const fy = py - iy;
    for (let ix = 0; ix < across; ix += 1) {
      const at = iy * across + ix;
      line[ix] = (nodes[at] ?? 0) * (1 - fy) + (nodes[at + across] ?? 0) * fy;
    }
    for (let ix = 0, x = 0; x < picture.width; ix += 1) {
      const first = line[ix] ?? 0;
      const slope = ((line[ix + 1] ?? 0) - first) / STEP;
      const end = Math.min(picture.width, Math.ceil(((ix + 1) * STEP - offset) / scale - 0.5));
      for (; x < end; x += 1) out[x] = first + slope * (scale * (x + 0.5) + offset - ix * STEP);
    }
  };
  return { fillRow };
}
