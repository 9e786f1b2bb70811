import type { Size } from '../../../src/domain/side.ts';
import { inRoom, type Room } from '../kernel/room.ts';
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
  inRoom((room) => {
    const change = colourChange(room, picture, fits.slice(0, planes.length));
    for (let y = 0; y < height; y += 1) {
      change(
        y,
        planes.map((plane) => plane.subarray(y * width, (y + 1) * width)),
      );
    }
  });
  return { width, height, planes };
}

/**
 * What adds the fitted changes to the levels of row `y` of a picture, in place.
 *
 * @param room is open as long as rows are changed
 * @param fitted from the picture to the one that the changes were fitted for, where that is a smaller one
 */
export function colourChange(
  room: Room,
  picture: Size,
  fits: readonly ChannelFit[],
  fitted: ImageMap = SAME,
): (y: number, levels: RowLevels) => void {
  const changes = fits.map((fit, channel) =>
    fit.amounts
      ? channelChange(room, picture, channel, {
          fit: { ...fit, amounts: fit.amounts },
          fitted,
          channels: fits.length,
        })
      : null,
  );
  // Channels tell by each other: none is changed before all were read.
  const before = fits.map(() => room.floats(picture.width));
  const after = room.floats(picture.width);
  return (y, levels) => {
    before.forEach((copy, channel) => {
      copy.set(levels[channel] ?? copy);
    });
    levels.forEach((row, channel) => {
      const change = changes[channel];
      if (!change) return;
      change(y, before, after);
      row.set(after);
    });
  };
}

const SAME: ImageMap = { x: { scale: 1, offset: 0 }, y: { scale: 1, offset: 0 } };

interface ChangeParts {
  readonly fit: ChannelFit & { amounts: Float64Array };
  readonly fitted: ImageMap;
  readonly channels: number;
}

function channelChange(room: Room, picture: Size, channel: number, { fit, fitted, channels }: ChangeParts) {
  const tone = room.copied(toneTable(fit, channels - 1));
  const crosses = room.copied(
    Array.from({ length: channels - 1 }, (_, i) => {
      const { from, to } = fit.differences[i] ?? NOTHING_SEEN;
      return [crossOf(fit, i, channels - 1), from, to];
    }).flat(),
  );
  const range = room.copied([fit.levels.from, fit.levels.to]);
  const others = room.addresses(channels - 1);
  const field = fieldNodes(room, picture, { fit, fitted });
  return (y: number, levels: RowLevels, out: Float32Array) => {
    const own = levels[channel] ?? out;
    others.set(levels.filter((_, other) => other !== channel).map((row) => row.byteOffset));
    room.kernel.changeRow(
      own.byteOffset,
      others.byteOffset,
      crosses.byteOffset,
      channels - 1,
      range.byteOffset,
      tone.byteOffset,
      field.rowAt(y).byteOffset,
      field.scale,
      field.offset,
      out.byteOffset,
      picture.width,
    );
  };
}

const NOTHING_SEEN = { from: 0, to: 0 };

function toneTable(fit: ChannelFit & { amounts: Float64Array }, others: number): Float64Array {
  const row = new Float64Array(fit.basis.size);
  return Float64Array.from({ length: 257 }, (_, level) => {
    fit.basis.fillTone(row, level, Array(others).fill(level));
    const change = dot(row, fit.amounts.subarray(0, fit.basis.toneSize));
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
    return dot(row, fit.amounts.subarray(0, fit.basis.toneSize));
  };
  return at(1) - at(0);
}

/** Levels at which the field is asked for: it is linear in the level. */
const [DARK, BRIGHT] = [64, 192];

function fieldNodes(room: Room, picture: Size, { fit, fitted }: Pick<ChangeParts, 'fit' | 'fitted'>) {
  const { x: width, y: height } = mapPoint(fitted, { x: picture.width, y: picture.height });
  const across = Math.ceil(width / STEP) + 1;
  const down = Math.ceil(height / STEP) + 1;
  const [biases, gains] = [new Float32Array(across * down), new Float32Array(across * down)];
  const row = new Float64Array(fit.basis.size);
  const { toneSize } = fit.basis;
  const amounts = fit.amounts.subarray(toneSize);
  for (let y = 0, at = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1, at += 1) {
      fit.basis.fillField(row, x * STEP, y * STEP, DARK);
      const dark = dot(row, amounts, toneSize);
      fit.basis.fillField(row, x * STEP, y * STEP, BRIGHT);
      const gain = (dot(row, amounts, toneSize) - dark) / (BRIGHT - DARK);
      biases[at] = dark - gain * DARK;
      gains[at] = gain;
    }
  }
  // One node more: the last pixel may lie on the last one.
  const line = room.floats(2 * (across + 1)).fill(0);
  const rowAt = (y: number) => {
    const py = (fitted.y.scale * (y + 0.5) + fitted.y.offset) / STEP;
    const iy = Math.floor(py);
    const share = py - iy;
    for (let ix = 0, at = iy * across; ix < across; ix += 1, at += 1) {
      line[2 * ix] = (biases[at] ?? 0) * (1 - share) + (biases[at + across] ?? 0) * share;
      line[2 * ix + 1] = (gains[at] ?? 0) * (1 - share) + (gains[at + across] ?? 0) * share;
    }
    return line;
  };
  return { rowAt, scale: fitted.x.scale / STEP, offset: fitted.x.offset / STEP };
}
