import type { ImageColour } from '../images/colour/imageColour.ts';
import { hasAlpha, type Raster } from '../images/raster.ts';
import { findInside } from './findInside.ts';
import { showsSource } from './showsSource.ts';

/** A file as it is compared. */
export interface Compared {
  readonly raster: Raster;
  /** As libvips names it. */
  readonly format: string;
  readonly colour: Pick<ImageColour, 'name' | 'bits'>;
}

export interface Verdict {
  readonly isProven: boolean;
  readonly sentence: string;
}

const LOSSY_NAMES: Readonly<Record<string, string>> = { jpeg: 'JPEG', webp: 'WebP', heif: 'AVIF' };

/** Whether a downloaded file holds every pixel of a source as it was; where it does not, why. */
export function verdictOf(result: Compared, source: Compared, name: string): Verdict {
  const words = `${colourWords(source)} → ${colourWords(result)}`;
  const place = findInside(result.raster, source.raster);
  if (place === null) {
    return { isProven: false, sentence: `Not proven: ${reasonFor(result, source, name)} (${words}).` };
  }
  const { width, height } = source.raster;
  const isAlone = width === result.raster.width && height === result.raster.height;
  if (isAlone)
    return { isProven: true, sentence: `Proven: this is ${name} itself, with nothing around it (${words}).` };
  const sentence =
    `Proven: all ${width} × ${height} pixels of ${name} are in the result, ` +
    `${place.x} px from its left and ${place.y} px from its top, each the same (${words}).`;
  return { isProven: true, sentence };
}

function colourWords({ colour }: Compared): string {
  return `${colour.name}, ${colour.bits} bits`;
}

function reasonFor(result: Compared, source: Compared, name: string): string {
  if (hasHole(result.raster, source.raster)) {
    return `this file holds the new area alone, and the place of ${name} is clear`;
  }
  const lossy = LOSSY_NAMES[result.format];
  const packing = lossy === undefined ? '' : `${lossy} changes pixels where it packs them`;
  const why = causesOf(result, source, { name, packing })
    .filter((cause) => cause !== '')
    .join(', and ');
  return `the pixels of ${name} are not in this file as they were: ${why}. A PNG at full size, in the source's own colours, keeps them`;
}

interface Told {
  readonly name: string;
  /** What its format does to it, or nothing. */
  readonly packing: string;
}

/** Depth and colours are a cause only where the source is seen at all: another image has others as well. */
function causesOf(result: Compared, source: Compared, { name, packing }: Told): string[] {
  const isSmaller = result.raster.width < source.raster.width || result.raster.height < source.raster.height;
  if (isSmaller) return [`it is smaller than ${name}`, packing];
  if (!showsSource(result.raster, source.raster)) return ['it was scaled, or is of another image'];
  const causes = [
    packing,
    result.colour.bits < source.colour.bits ? 'its values were rounded to 8 bits' : '',
    result.colour.name === source.colour.name ? '' : 'its colours were converted',
  ];
  return causes.some((cause) => cause !== '') ? causes : ['it was scaled or changed'];
}

/** Whether a part of the source's size is transparent, as in a file of the new area. */
function hasHole(result: Raster, source: Raster): boolean {
  if (!hasAlpha(result)) return false;
  const { data, width, height, channels } = result;
  // Clear pixels one above the other, down to the row that is read.
  const clear = new Uint32Array(width);
  for (let y = 0; y < height; y += 1) {
    let run = 0;
    for (let x = 0; x < width; x += 1) {
      const isClear = data[(y * width + x + 1) * channels - 1] === 0;
      clear[x] = isClear ? (clear[x] ?? 0) + 1 : 0;
      run = (clear[x] ?? 0) >= source.height ? run + 1 : 0;
      if (run === source.width) return true;
    }
  }
  return false;
}
