import { median } from '../pixels/normalEquations.ts';
import type { BorderView } from './borderView.ts';
import { colourDifference, labOf } from './colourDifference.ts';

/** Rows of the source that are averaged; as many lie outside the border. */
const ROWS = 2;
/** Steps between such rows inside the border, where the source goes on by itself. */
const NATURAL = 5;
const SEGMENT = 24;
/** Segments of which a stretch is made that a step is looked for along; the whole side is one as well. */
const STRETCH = 6;
const STRIDE = 3;
/** Of natural deviations, what is taken off a step. */
const SURE = 4;
/** A step beside strong edges is seen less (Ferwerda et al., «A model of visual masking for computer graphics», 1997). */
const MASKING = 12;

/** What one segment of a border says of a channel, in levels. */
interface ChannelStep {
  /** Mean just inside. */
  readonly own: number;
  /** From inside to outside, beyond the slope of the source. */
  readonly step: number;
  /** The same at lines inside the source, where nothing steps. */
  readonly natural: readonly number[];
}

interface Segment {
  readonly channels: readonly ChannelStep[];
  /** Mean step from pixel to pixel inwards. */
  readonly gradient: number;
}

/**
 * The largest CIEDE2000 by which a stretch of a border steps and which the source does not step by itself: a step that
 * goes the same way all along is seen as a line, while texture goes either way. What lines inside the source vary by is
 * taken off several times over.
 *
 * @param outside mean level just outside the border, for each channel along it
 */
export function largestBorderStep(view: BorderView, outside: readonly Float32Array[]): number {
  if (view.depth < ROWS * (NATURAL + 1)) return 0;
  const segments = segmentsOf(view, outside);
  const spans: Segment[][] = [segments];
  for (let from = 0; from + STRETCH <= segments.length; from += STRIDE)
    spans.push(segments.slice(from, from + STRETCH));
  return Math.max(0, ...spans.map(stepAlong));
}

function segmentsOf(view: BorderView, outside: readonly Float32Array[]): Segment[] {
  const count = Math.max(1, Math.floor(view.length / SEGMENT));
  const lines = outside.map((_, channel) =>
    Array.from({ length: ROWS * (NATURAL + 1) }, (_line, inwards) => view.line(inwards, channel)),
  );
  return Array.from({ length: count }, (_, index) => {
    const from = Math.round((index * view.length) / count);
    const to = Math.round(((index + 1) * view.length) / count);
    const channels = outside.map((line, channel) => {
      const means = Array.from({ length: NATURAL + 1 }, (_row, group) =>
        meanOf((lines[channel] ?? []).slice(group * ROWS, (group + 1) * ROWS), from, to),
      );
      const steps = means.slice(1).map((mean, i) => (means[i] ?? 0) - mean);
      const slope = steps.reduce((sum, step) => sum + step, 0) / NATURAL;
      const own = means[0] ?? 0;
      const step = meanOf([line], from, to) - own - slope;
      return { own, step, natural: steps.map((one) => one - slope) };
    });
    return { channels, gradient: gradientOf(lines, from, to) };
  });
}

/** Over lines along a border, of the part from one pixel to another. */
export function meanOf(lines: readonly Float32Array[], from: number, to: number): number {
  let sum = 0;
  for (const line of lines) for (let along = from; along < to; along += 1) sum += line[along] ?? 0;
  return sum / (lines.length * (to - from));
}

/** @param channels for each its lines, the outermost first */
function gradientOf(channels: readonly (readonly Float32Array[])[], from: number, to: number): number {
  let sum = 0;
  for (const [first, second] of channels) {
    for (let along = from; along < to; along += 1)
      sum += Math.abs((first?.[along] ?? 0) - (second?.[along] ?? 0));
  }
  return sum / (channels.length * (to - from));
}

/** Of segments that lie side by side, the plainest of which count most. */
function stepAlong(segments: readonly Segment[]): number {
  const gradient = weighedMean(
    segments.map(() => 1),
    segments.map((segment) => segment.gradient),
  );
  const [own, made] = [0, 1, 2].reduce<[number[], number[]]>(
    ([inside, beyond], i) => {
      const channels = segments.map(({ channels: all }) => all[i] ?? all[0] ?? PLAIN);
      const { level, step } = surestStep(channels);
      return [
        [...inside, level],
        [...beyond, level + step],
      ];
    },
    [[], []],
  );
  return colourDifference(lab(own), lab(made)) / (1 + gradient / MASKING);
}

const PLAIN: ChannelStep = { own: 0, step: 0, natural: [] };

function surestStep(channels: readonly ChannelStep[]): { level: number; step: number } {
  const variances = channels.map(({ natural }) => meanSquare(natural));
  const usual = Math.max(0.01, median(variances));
  const weights = variances.map((variance) => 1 / (variance + usual));
  const mean = (of: (channel: ChannelStep) => number) => weighedMean(weights, channels.map(of));
  const step = mean((channel) => channel.step);
  const lines = Array.from({ length: NATURAL }, (_, i) => mean(({ natural }) => natural[i] ?? 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scatter =
    weights.reduce((sum, weight, i) => sum + weight * weight * (variances[i] ?? 0), 0) / total ** 2;
  const deviation = Math.sqrt(Math.max(meanSquare(lines), scatter));
  const sure = Math.max(0, Math.abs(step) - SURE * deviation);
  return { level: mean(({ own }) => own), step: Math.sign(step) * sure };
}

function meanSquare(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length - 1);
}

function weighedMean(weights: readonly number[], values: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / total;
}

function lab([red = 0, green = 0, blue = 0]: readonly number[]) {
  return labOf(red, green, blue);
}
