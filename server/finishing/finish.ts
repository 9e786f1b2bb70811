import type { Expansion } from '../../src/domain/expansion.ts';
import { aspectError, frameOf } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import { isSrgbProfile } from '../images/colourProfile.ts';
import { sharp } from '../images/sharpSetup.ts';
import { correctSeam, type Raster } from './seamCorrection.ts';

export interface FinishRequest {
  readonly sourcePath: string;
  /** What the provider sent. */
  readonly rawPath: string;
  /** Gets the finished PNG. */
  readonly resultPath: string;
  /** The source's size as the eye sees it. */
  readonly size: Size;
  readonly expansion: Expansion;
}

export interface Finished extends Size {
  /** Size of what the provider sent, as the eye sees it. */
  readonly sent: Size;
  /** Whether the provider's shape was too far off; the image was fitted all the same. */
  readonly hasAspectMismatch: boolean;
}

/** An upstream that rounds its sides to multiples of 64 is at most this far off. */
const LARGEST_ASPECT_ERROR = 0.04;

/**
 * Brings what a provider sent to the frame's size, makes the seam disappear, and puts the source's own pixels back:
 * byte by byte when the source is 8-bit sRGB, else converted to that. Alpha of the source is kept, and that of the new
 * area where the provider sent any for a source that has some. Needs about (frame + source) × 4 bytes.
 *
 * @throws Error when either file cannot be decoded.
 */
export async function finish(request: FinishRequest): Promise<Finished> {
  const { size, expansion } = request;
  const frame = frameOf(size, expansion);
  const source = await readSourceRaster(request.sourcePath);
  const { canvas, sent } = await readCanvas(request.rawPath, frame, source.channels);
  correctSeam(canvas, source, frame.placement);
  const rowBytes = source.width * source.channels;
  for (let y = 0; y < source.height; y += 1) {
    const row = source.data.subarray(y * rowBytes, (y + 1) * rowBytes);
    canvas.data.set(row, ((y + frame.placement.y) * frame.width + frame.placement.x) * canvas.channels);
  }
  await sharp(canvas.data, {
    raw: { width: frame.width, height: frame.height, channels: canvas.channels },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 6 })
    .toFile(request.resultPath);
  return {
    width: frame.width,
    height: frame.height,
    sent,
    hasAspectMismatch: aspectError(sent, size, expansion) > LARGEST_ASPECT_ERROR,
  };
}

type FinishRaster = Raster & { readonly channels: 3 | 4 };

async function readSourceRaster(file: string): Promise<FinishRaster> {
  const { icc, hasAlpha, space } = await sharp(file, { limitInputPixels: false }).metadata();
  // Converting from one sRGB profile to another would change pixels by rounding alone.
  const isSrgb = space === 'srgb' && icc !== undefined && isSrgbProfile(icc);
  const image = sharp(file, { limitInputPixels: false, ignoreIcc: isSrgb })
    .autoOrient()
    .toColourspace('srgb');
  const { data, info } = await (hasAlpha ? image.ensureAlpha() : image.removeAlpha())
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: hasAlpha ? 4 : 3 };
}

async function readCanvas(file: string, frame: Size, channels: 3 | 4) {
  const { autoOrient: sent } = await sharp(file, { limitInputPixels: false }).metadata();
  const image = sharp(file, { limitInputPixels: false, failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .resize({ width: frame.width, height: frame.height, fit: 'fill' });
  const onWhite = () => image.flatten({ background: '#ffffff' }).removeAlpha();
  const data = await (channels === 4 ? image.ensureAlpha() : onWhite()).raw().toBuffer();
  const canvas: FinishRaster = { data, width: frame.width, height: frame.height, channels };
  return { canvas, sent: { width: sent.width, height: sent.height } };
}
