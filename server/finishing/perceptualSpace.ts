import { readIccProfile } from '../images/colour/iccProfile.ts';
import { makeMatrixProfile } from '../images/colour/matrixProfile.ts';
import { srgbCurve, srgbLevel, type TransferCurve } from '../images/colour/transferCurve.ts';
import { colourChannels, type Raster } from '../images/raster.ts';

/** A space with the primaries of another one whose levels are about equally far apart for the eye. */
export interface PerceptualSpace {
  /** Of that space, to convert other pictures to it; null for grey, which is on sRGB's curve then. */
  readonly profile: Buffer | null;
  /** Values of the own space, at 16 bits in this one. */
  encoded(own: Raster): Raster;
  /** The nearest values of the own space, at its depth: 1 or 2 bytes a channel. */
  decoded(raster: Raster, depth: 1 | 2): Raster;
}

const MOST = 65_535;
/** A first level of 8 bits that is brighter than so many of sRGB: steps in the shadows are seen. */
const COARSE_LEVELS = 3;

/**
 * The space to reckon in where a file's own levels are far apart in the shadows, as those of linear light are: noise or
 * an error of one level there is a dozen of sRGB's. Null where its own levels will do.
 */
export function perceptualSpaceOf(profile: Buffer | null): PerceptualSpace | null {
  const read = profile === null ? null : readIccProfile(profile);
  const curves = read?.curves ?? [];
  const isCoarse = curves.some((curve) => 255 * srgbLevel(curve(1 / 255)) > COARSE_LEVELS);
  if (read === null || !isCoarse) return null;
  const isGrey = read.model === 'grey';
  if (!isGrey && read.matrix === null) return null;
  const curveOf = (channel: number): TransferCurve => curves[isGrey ? 0 : channel] ?? srgbCurve;
  return {
    profile: read.matrix === null ? null : makeMatrixProfile('Perceptual', read.matrix, srgbCurve),
    encoded: (own) => {
      const most = own.data.BYTES_PER_ELEMENT === 2 ? MOST : 255;
      return mapped(own, new Uint16Array(own.data.length), {
        tables: [0, 1, 2].map((channel) => encodingTable(curveOf(channel), most)),
        alpha: (value) => Math.round((value * MOST) / most),
      });
    },
    decoded: (raster, depth) => {
      const most = depth === 2 ? MOST : 255;
      const values = depth === 2 ? new Uint16Array(raster.data.length) : new Uint8Array(raster.data.length);
      return mapped(raster, values, {
        tables: [0, 1, 2].map((channel) => decodingTable(encodingTable(curveOf(channel), most))),
        alpha: (value) => Math.round((value * most) / MOST),
      });
    },
  };
}

/** For every own value the one of this space. */
function encodingTable(curve: TransferCurve, most: number): Uint16Array {
  return Uint16Array.from({ length: most + 1 }, (_, value) =>
    Math.round(MOST * srgbLevel(curve(value / most))),
  );
}

/** For every value of this space the own one whose is nearest. */
function decodingTable(encoding: Uint16Array): Uint16Array {
  let own = 0;
  return Uint16Array.from({ length: MOST + 1 }, (_, value) => {
    const distance = (at: number) => Math.abs((encoding[at] ?? 0) - value);
    while (own + 1 < encoding.length && distance(own + 1) <= distance(own)) own += 1;
    return own;
  });
}

interface Mapping {
  readonly tables: readonly Uint16Array[];
  readonly alpha: (value: number) => number;
}

function mapped(raster: Raster, data: Raster['data'], { tables, alpha }: Mapping): Raster {
  const { channels } = raster;
  const colours = colourChannels(raster);
  raster.data.forEach((value, at) => {
    const channel = at % channels;
    data[at] = channel < colours ? (tables[channel]?.[value] ?? 0) : alpha(value);
  });
  return { ...raster, data };
}
