import sharp, { type Sharp } from 'sharp';
import type { CreateRequest } from './createRules.ts';
import type { RESULT_FILES } from './shapes.ts';

/** The canvas of the one measured result (1664×832), in pixels. */
const CANVAS_PIXELS = 1_384_448;
const GRID = 64;

/** Red, green and blue added to the new area, one row an image, so that no two results look alike. */
const TINTS = [
  [48, -16, -16],
  [-16, 48, -16],
  [-16, -16, 48],
  [40, 40, -32],
  [40, -32, 40],
  [-32, 40, 40],
  [64, 16, -48],
  [-48, 64, 16],
  [16, -48, 64],
] as const;

interface ExpandedImageOptions {
  readonly index: number;
  /** Rounds both sides to multiples of 64, which makes the aspect a little wrong, as the real one may. */
  readonly snap64: boolean;
  /** Keeps the source at its own size, so that its pixels are in the picture as they were sent. */
  readonly exact: boolean;
  readonly type: (typeof RESULT_FILES)[number];
  readonly ignores: readonly ('up' | 'right' | 'bottom' | 'left')[];
}

/**
 * What a generator would answer: the whole picture redrawn at about 1.4 megapixels whatever the source's size,
 * with mirrored content and a tint of its own in the new area; RGB. Where it is to be exact, it is the frame.
 */
export async function expandedImage(request: CreateRequest, options: ExpandedImageOptions): Promise<Buffer> {
  const { image } = request;
  const { width, height, left, top, inner } = options.exact
    ? exactLayout(request, options)
    : redrawnLayout(request, options);
  const { data } = await sharp(image.bytes)
    .toColourspace('srgb')
    .flatten()
    .resize({ ...inner, fit: 'fill' })
    .extend({
      left,
      top,
      right: Math.max(0, width - left - inner.width),
      bottom: Math.max(0, height - top - inner.height),
      extendWith: 'mirror',
    })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });

  tintOutside(data, {
    width,
    height,
    left,
    top,
    inner,
    tint: TINTS[options.index % TINTS.length] ?? TINTS[0],
  });
  return fileOf(sharp(data, { raw: { width, height, channels: 3 } }), options.type);
}

async function fileOf(picture: Sharp, type: ExpandedImageOptions['type']): Promise<Buffer> {
  if (type === 'png') return picture.png({ compressionLevel: 1 }).toBuffer();
  const jpeg = await picture.jpeg({ quality: 95 }).toBuffer();
  const END_BYTES = 2;
  return type === 'jpeg' ? jpeg : jpeg.subarray(0, -END_BYTES);
}

interface Layout extends Size {
  /** Where the source is. */
  readonly left: number;
  readonly top: number;
  readonly inner: Size;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function redrawnLayout({ image, ratios }: CreateRequest, { snap64, ignores }: ExpandedImageOptions): Layout {
  const grown = (side: keyof typeof ratios) => (ignores.includes(side) ? 0 : ratios[side]);
  const across = 1 + grown('left') + grown('right');
  const down = 1 + grown('up') + grown('bottom');
  const aspect = (image.width * across) / (image.height * down);
  const whole = snap64 ? toGrid : Math.round;
  const width = whole(Math.sqrt(CANVAS_PIXELS * aspect));
  const height = whole(Math.sqrt(CANVAS_PIXELS / aspect));
  return {
    ...{ width, height },
    left: Math.round((width * grown('left')) / across),
    top: Math.round((height * grown('up')) / down),
    inner: { width: Math.round(width / across), height: Math.round(height / down) },
  };
}

function exactLayout({ image, ratios }: CreateRequest, { ignores }: ExpandedImageOptions): Layout {
  const { width, height } = image;
  const pad = (side: keyof typeof ratios, length: number) =>
    ignores.includes(side) ? 0 : Math.round(ratios[side] * length);
  const [left, top] = [pad('left', width), pad('up', height)];
  return {
    width: left + width + pad('right', width),
    height: top + height + pad('bottom', height),
    ...{ left, top, inner: { width, height } },
  };
}

interface TintArea {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly inner: { readonly width: number; readonly height: number };
  readonly tint: readonly [number, number, number];
}

/** Adds the tint to every pixel outside the inner rectangle; RGB, width×height×3, in place. */
function tintOutside(data: Buffer, { width, height, left, top, inner, tint }: TintArea): void {
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  for (let y = 0; y < height; y += 1) {
    const isRowInside = y >= top && y < top + inner.height;
    for (let x = 0; x < width; x += 1) {
      if (isRowInside && x >= left && x < left + inner.width) continue;
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[at + channel] = (pixels[at + channel] ?? 0) + (tint[channel] ?? 0);
      }
    }
  }
}

function toGrid(length: number): number {
  return Math.max(1, Math.round(length / GRID)) * GRID;
}
