import { type FloatImage, planeAt } from '../pixels/floatImage.ts';
import { type ChannelFit, dot } from './colourFit.ts';

/** The field is so smooth that a value every few pixels tells it. */
const STEP = 8;
const MAX_TONE = 30;

/** A picture in the source's colours: every channel with its fitted change added. Values may leave 0–255. A copy. */
export function applyColour(picture: FloatImage, fits: readonly ChannelFit[]): FloatImage {
  const planes = picture.planes.map((plane, channel) => {
    const fit = fits[channel];
    return fit?.amounts ? changedPlane(picture, channel, { ...fit, amounts: fit.amounts }) : plane.slice();
  });
  return { width: picture.width, height: picture.height, planes };
}

function changedPlane(picture: FloatImage, channel: number, fit: ChannelFit & { amounts: Float64Array }) {
  const { width, height, planes } = picture;
  const plane = planeAt(picture, channel);
  const others = planes.filter((_, other) => other !== channel);
  const tone = toneTable(fit, others.length);
  const cross = others.map((_, i) => crossOf(fit, i, others.length));
  // Bias and gain of the field at the nodes: the field is linear in the level.
  const dark = fieldNodes(picture, fit, 64);
  const bright = fieldNodes(picture, fit, 192);
  const result = new Float32Array(plane.length);
  const [darkRow, brightRow] = [new Float32Array(width), new Float32Array(width)];
  for (let y = 0; y < height; y += 1) {
    dark.fillRow(y, darkRow);
    bright.fillRow(y, brightRow);
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const level = plane[at] ?? 0;
      const told = held(level, fit.levels);
      const place = Math.min(254.999, Math.max(0, told));
      const step = Math.floor(place);
      const low = tone[step] ?? 0;
      let change = low + ((tone[step + 1] ?? 0) - low) * (place - step);
      for (let i = 0; i < others.length; i += 1) {
        const difference = (others[i]?.[at] ?? 0) - level;
        change += (cross[i] ?? 0) * held(difference, fit.differences[i] ?? NOTHING_SEEN);
      }
      const share = (told - 64) / 128;
      change += (darkRow[x] ?? 0) * (1 - share) + (brightRow[x] ?? 0) * share;
      result[at] = level + change;
    }
  }
  return result;
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

function fieldNodes(
  { width, height }: FloatImage,
  fit: ChannelFit & { amounts: Float64Array },
  level: number,
) {
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
  const fillRow = (y: number, out: Float32Array) => {
    const py = (y + 0.5) / STEP;
    const iy = Math.floor(py);
    const fy = py - iy;
    for (let ix = 0; ix < across; ix += 1) {
      const at = iy * across + ix;
      line[ix] = (nodes[at] ?? 0) * (1 - fy) + (nodes[at + across] ?? 0) * fy;
    }
    for (let ix = 0, x = 0; x < width; ix += 1) {
      const first = line[ix] ?? 0;
      const slope = ((line[ix + 1] ?? 0) - first) / STEP;
      const end = Math.min(width, (ix + 1) * STEP);
      for (let inCell = 0.5; x < end; x += 1, inCell += 1) out[x] = first + slope * inCell;
    }
  };
  return { fillRow };
}
