import type { Frame } from '../../../src/domain/frame.ts';
import type { Side } from '../../../src/domain/side.ts';
import type { Raster } from '../../images/raster.ts';
import { quantile } from '../pixels/normalEquations.ts';
import { meanOf } from './borderStep.ts';
import { type BorderView, borderViews } from './borderView.ts';
import { colourDifference, labOf } from './colourDifference.ts';

export interface SeamQuality {
  /** Mean CIEDE2000 along the borders. */
  readonly difference: number;
  /** 95 of 100 segments step by less, as the eye sees it. */
  readonly step: number;
}

interface BorderRequest {
  readonly source: Raster;
  readonly frame: Frame;
  /** Mean difference source − picture just inside a side, for each channel along it, in levels. */
  readonly differences: (side: Side) => readonly Float32Array[];
}

const ROWS = 3;
/** A step beside a strong edge is seen less (Ferwerda et al., «A model of visual masking for computer graphics», 1997). */
const MASKING = 12;

/** Segments of a border: 1/30 of the shorter side, 12–32 px. */
export function segmentLength({ width, height }: { width: number; height: number }): number {
  return Math.min(32, Math.max(12, Math.round(Math.min(width, height) / 30)));
}

/** How far the picture still steps at the borders that the frame grows on, judged from what both show just inside them. */
export function seamQuality({ source, frame, differences }: BorderRequest): SeamQuality {
  const views = borderViews(source, frame);
  const segments = views.flatMap((view) => segmentsOf(view, segmentLength(source), differences(view.side)));
  const mean = segments.reduce((sum, segment) => sum + segment.difference, 0) / Math.max(1, segments.length);
  return {
    difference: mean,
    step: quantile(
      segments.map((segment) => segment.step),
      0.95,
    ),
  };
}

function segmentsOf(view: BorderView, segment: number, differences: readonly Float32Array[]) {
  const channels = differences.map((difference, channel) => ({
    difference,
    lines: Array.from({ length: ROWS }, (_, row) => view.line(row, channel)),
  }));
  const [first, second] = channels[Math.min(1, channels.length - 1)]?.lines ?? [];
  const found: { difference: number; step: number }[] = [];
  for (let from = 0; from + segment <= view.length; from += segment) {
    const to = from + segment;
    const own = channels.map(({ lines }) => meanOf(lines, from, to));
    const made = channels.map(({ difference }, i) => (own[i] ?? 0) - meanOf([difference], from, to));
    let gradient = 0;
    for (let along = from; along < to; along += 1)
      gradient += Math.abs((first?.[along] ?? 0) - (second?.[along] ?? 0)) / segment;
    const difference = colourDifference(lab(own), lab(made));
    found.push({ difference, step: difference / (1 + gradient / MASKING) });
  }
  return found;
}

/** A grey is three times the same. */
function lab([red = 0, green = red, blue = red]: readonly number[]) {
  return labOf(red, green, blue);
}
