import { stat } from 'node:fs/promises';
import type { OfferTaken } from '../../src/domain/contract/offers.ts';
import { MAX_SOURCE_BYTES, sizeProblem } from '../../src/domain/limits.ts';
import { type Offer, windowStart } from '../../src/domain/offer.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Size } from '../../src/domain/side.ts';
import type { OpenedImage } from '../images/openImage.ts';
import type { PixelPart } from '../images/ownPixels.ts';
import { hasAlpha, type Raster, withoutOpaqueAlpha } from '../images/raster.ts';
import { rowsOf } from '../images/rowImage.ts';
import { writeJpeg } from '../images/writeJpeg.ts';
import { writePng } from '../images/writePng.ts';
import type { OfferedFile } from './readOffered.ts';

/** From here on a PNG of a photo comes near to what a file may have; what is scaled is no longer the file's own anyway. */
const PNG_PIXELS = 12_000_000;
const QUALITY = 95;
/** Longest side of a preview: enough for a dialog on a fine screen. */
const PREVIEW_SIDE = 1120;

/** Where a window lies in a scaled image, in pixels of what is there of it. */
interface Place {
  readonly offered: Pick<OfferedFile, 'area'> & Size;
  /** In upright pixels of what is there. */
  readonly window: Size & { readonly x: number; readonly y: number };
  readonly result: Size;
}

function partFor(opened: Size, { offered: { area }, window, result }: Place): PixelPart {
  const [left, top] = [window.x, window.y];
  const isScaled = result.width !== window.width || result.height !== window.height;
  if (!isScaled) {
    return {
      window: { left: (area?.left ?? 0) + left, top: (area?.top ?? 0) + top, ...result },
    };
  }
  // What is missing is cut off first: scaled along, it would bleed into the last rows that are there.
  const size = area ?? opened;
  const [across, down] = [result.width / window.width, result.height / window.height];
  const scaled = {
    width: Math.max(result.width, Math.round(size.width * across)),
    height: Math.max(result.height, Math.round(size.height * down)),
  };
  const place = {
    left: Math.min(scaled.width - result.width, Math.round(left * across)),
    top: Math.min(scaled.height - result.height, Math.round(top * down)),
  };
  return { ...(area && { from: area }), scaled, window: { ...place, ...result } };
}

interface CopyRequest {
  readonly offered: Pick<OfferedFile, 'area' | 'isConverted'> & Size;
  readonly offer: Offer;
  /** Where its window lies along the long side, 0–1. */
  readonly at: number;
  readonly mostBytes?: number;
}

/**
 * Writes the copy that was offered: the file's own values (scaled where the offer says so) at their own depth, under
 * its profile, with its metadata. Lossless, but a JPEG where that would be larger than a source may be and nothing is
 * transparent; what is too large even so is made half as wide and high until it fits.
 *
 * @throws ProblemError when it is larger in any way.
 */
export async function makeCopy(
  opened: OpenedImage,
  path: string,
  { offered, offer, at, mostBytes = MAX_SOURCE_BYTES }: CopyRequest,
): Promise<Omit<OfferTaken, 'source'>> {
  const window = { ...offer.window, ...windowStart(offered, offer, at) };
  const { metadata, colour } = opened;
  const file = { path, profile: colour.profile, metadata };
  for (let result: Size = offer.result; sizeProblem(result) === null; result = halfOf(result)) {
    const part = partFor(opened.size, { offered, window, result });
    const raster = withoutOpaqueAlpha(await opened.ownPixels(part));
    const isFirstLossy = part.scaled !== undefined && isLarge(raster);
    if (!isFirstLossy) {
      const kept = await writePng({ ...file, image: rowsOf(raster) });
      const isLossless = part.scaled === undefined && !offered.isConverted;
      if (await fits(path, mostBytes))
        return { isLossless, bits: colour.bits, colour: colour.name, metadata: kept };
    }
    if (hasAlpha(raster)) continue;
    const kept = await writeJpeg({ ...file, raster: shallow(raster), quality: QUALITY });
    if (await fits(path, mostBytes))
      return { isLossless: false, bits: 8, colour: colour.name, metadata: kept };
  }
  throw tooLarge();
}

function halfOf({ width, height }: Size): Size {
  return { width: Math.floor(width / 2), height: Math.floor(height / 2) };
}

/** Writes what there is of a file small, for somebody to choose the part that is kept. */
export async function writePreview(opened: OpenedImage, path: string, offered: OfferedFile): Promise<void> {
  const { width, height } = offered;
  const factor = Math.min(1, PREVIEW_SIDE / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.round(length * factor));
  const result = { width: side(width), height: side(height) };
  const part = partFor(opened.size, { offered, window: { x: 0, y: 0, width, height }, result });
  const raster = await opened.ownPixels(part);
  await writePng({
    path,
    image: rowsOf(raster),
    profile: opened.colour.profile,
    metadata: { ...opened.metadata, ...NONE },
  });
}

const NONE = { exif: undefined, xmp: undefined, iptc: undefined };

function isLarge(raster: Raster): boolean {
  const isDeep = raster.data.BYTES_PER_ELEMENT === 2;
  return !isDeep && !hasAlpha(raster) && raster.width * raster.height > PNG_PIXELS;
}

async function fits(path: string, mostBytes: number): Promise<boolean> {
  return (await stat(path)).size <= mostBytes;
}

function tooLarge(): ProblemError {
  return new ProblemError('file-too-large', {
    detail: `A copy of this image would still have more than ${MAX_SOURCE_BYTES / 1e6} MB. Scale it down in another program.`,
  });
}

function shallow(raster: Raster): Raster {
  if (raster.data.BYTES_PER_ELEMENT === 1) return raster;
  return { ...raster, data: Uint8Array.from(raster.data, (value) => Math.round(value / 257)) };
}
