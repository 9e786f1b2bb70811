import type { Side } from '../../../src/domain/side.ts';
import { colourChannels, type Raster, unitsPerLevel } from '../../images/raster.ts';
import { quantile } from '../pixels/normalEquations.ts';
import { colourDifference, labOf } from './colourDifference.ts';

export interface SeamQuality {
  /** Mean CIEDE2000 along the borders. */
  readonly difference: number;
  /** 95 of 100 segments step by less, as the eye sees it. */
  readonly step: number;
}

interface BorderRequest {
  readonly source: Raster;
  /** The sides that the frame grows on. */
  readonly sides: readonly Side[];
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

/** How far the picture still steps at the borders, judged from what both show just inside them. */
export function seamQuality({ source, sides, differences }: BorderRequest): SeamQuality {
  const segments = sides.flatMap((side) => segmentsOf(source, side, differences(side)));
  const mean = segments.reduce((sum, segment) => sum + segment.difference, 0) / Math.max(1, segments.length);
  return {
    difference: mean,
    step: quantile(
      segments.map((segment) => segment.step),
      0.95,
    ),
  };
}

function segmentsOf(source: Raster, side: Side, differences: readonly Float32Array[]) {
  const isFlat = side === 'up' || side === 'bottom';
  const length = isFlat ? source.width : source.height;
  const segment = segmentLength(source);
  const colours = colourChannels(source);
  const units = unitsPerLevel(source);
  const levelAt = (along: number, inwards: number, channel: number) => {
    const depth =
      side === 'up' || side === 'left' ? inwards : (isFlat ? source.height : source.width) - 1 - inwards;
    const [x, y] = isFlat ? [along, depth] : [depth, along];
    return (source.data[(y * source.width + x) * source.channels + channel] ?? 0) / units;
  };
  const found: { difference: number; step: number }[] = [];
  for (let from = 0; from + segment <= length; from += segment) {
    const own = [0, 0, 0];
    const made = [0, 0, 0];
    let gradient = 0;
    for (let along = from; along < from + segment; along += 1) {
      for (let i = 0; i < 3; i += 1) {
        const channel = colours === 1 ? 0 : i;
        let level = 0;
        for (let row = 0; row < ROWS; row += 1) level += levelAt(along, row, channel) / ROWS;
        own[i] = (own[i] ?? 0) + level / segment;
        made[i] = (made[i] ?? 0) + (level - (differences[channel]?.[along] ?? 0)) / segment;
      }
      const green = colours === 1 ? 0 : 1;
      gradient += Math.abs(levelAt(along, 0, green) - levelAt(along, 1, green)) / segment;
    }
    const difference = colourDifference(lab(own), lab(made));
    found.push({ difference, step: difference / (1 + gradient / MASKING) });
  }
  return found;
}

function lab([red = 0, green = 0, blue = 0]: readonly number[]) {
  return labOf(red, green, blue);
}
