import { readIccProfile } from '../images/colour/iccProfile.ts';
import { makeMatrixProfile } from '../images/colour/matrixProfile.ts';
import { srgbCurve, srgbLevel, type TransferCurve } from '../images/colour/transferCurve.ts';
import { bitsOf, colourChannels, type Raster } from '../images/raster.ts';
import type { Row, RowImage } from '../images/rowImage.ts';

/** A space with the primaries of another one whose levels are about equally far apart for the eye. */
export interface PerceptualSpace {
  /** Of that space, to convert other pictures to it; null for grey, which is on sRGB's curve then. */
  readonly profile: Buffer | null;
  /** Values of the own space, at 16 bits in this one. */
  encoded(own: Raster): Raster;
  /** The nearest values of the own space, at its depth. */
  decoded(image: RowImage, bits: 8 | 16): RowImage;
}

const MOST = 65_535;
/** A first level of 8 bits that is brighter than so many of sRGB: steps in the shadows are seen. */
const COARSE_LEVELS = 3;

/** Where light has reached white this far below the highest value, there are values for what is brighter. */
const BELOW_MOST = 0.95;

/**
 * The space to reckon in where a file's own levels are far apart in the shadows, as those of linear light are: noise or
 * an error of one level there is a dozen of sRGB's. Also where it has levels beyond white, as PQ and HLG have: what a
 * provider has seen of it ends there, and a level means another step than the eye's. Null where its own levels will do.
 */
export function perceptualSpaceOf(profile: Buffer | null): PerceptualSpace | null {
  const read = profile === null ? null : readIccProfile(profile);
  const curves = read?.curves ?? [];
  const isCoarse = curves.some((curve) => 255 * srgbLevel(curve(1 / 255)) > COARSE_LEVELS);
  const goesBeyondWhite = curves.some((curve) => curve(BELOW_MOST) >= 1);
  if (read === null || !(isCoarse || goesBeyondWhite)) return null;
  const isGrey = read.model === 'grey';
  if (!isGrey && read.matrix === null) return null;
  const curveOf = (channel: number): TransferCurve => curves[isGrey ? 0 : channel] ?? srgbCurve;
  return {
    profile: read.matrix === null ? null : makeMatrixProfile('Perceptual', read.matrix, srgbCurve),
    encoded: (own) => {
      const most = mostOf(bitsOf(own));
      const data = new Uint16Array(own.data.length);
      mapValues(own.data, data, {
        channels: own.channels,
        tables: [0, 1, 2].map((channel) => encodingTable(curveOf(channel), most)),
        alpha: (value) => Math.round((value * MOST) / most),
      });
      return { ...own, data };
    },
    decoded: (image, bits) => {
      const most = mostOf(bits);
      const mapping = {
        channels: image.channels,
        tables: [0, 1, 2].map((channel) => decodingTable(curveOf(channel), most)),
        alpha: (value: number) => Math.round((value * most) / MOST),
      };
      return { ...image, bits, rows: mappedRows(image, bits, mapping) };
    },
  };
}

const mostOf = (bits: 8 | 16) => (bits === 16 ? MOST : 255);

/** For every own value the one of this space. */
function encodingTable(curve: TransferCurve, most: number): Uint16Array {
  return Uint16Array.from({ length: most + 1 }, (_, value) =>
    Math.round(MOST * srgbLevel(curve(value / most))),
  );
}

/** For every value of this space the own one whose is nearest, none of them brighter than the first white. */
function decodingTable(curve: TransferCurve, most: number): Uint16Array {
  const encoding = encodingTable(curve, most);
  let white = most;
  while (white > 0 && curve((white - 1) / most) >= 1) white -= 1;
  let own = 0;
  return Uint16Array.from({ length: MOST + 1 }, (_, value) => {
    const distance = (at: number) => Math.abs((encoding[at] ?? 0) - value);
    while (own < white && distance(own + 1) <= distance(own)) own += 1;
    return own;
  });
}

interface Mapping extends Pick<Raster, 'channels'> {
  readonly tables: readonly Uint16Array[];
  readonly alpha: (value: number) => number;
}

function* mappedRows({ width, channels, rows }: RowImage, bits: 8 | 16, mapping: Mapping): Generator<Row> {
  const own = bits === 16 ? new Uint16Array(width * channels) : new Uint8Array(width * channels);
  for (const row of rows) {
    mapValues(row, own, mapping);
    yield own;
  }
}

function mapValues(from: Row, to: Row, { channels, tables, alpha }: Mapping): void {
  const colours = colourChannels({ channels });
  for (let channel = 0; channel < channels; channel += 1) {
    const table = channel < colours ? tables[channel] : undefined;
    for (let at = channel; at < from.length; at += channels) {
      const value = from[at] ?? 0;
      to[at] = table === undefined ? alpha(value) : (table[value] ?? 0);
    }
  }
}
