import type { Offer } from '../../domain/offer.ts';
import type { Size } from '../../domain/side.ts';

/** From here on a PNG of a photo may come near to 50 MB. */
const PNG_PIXELS = 12_000_000;

/** Where the window lies; `at` is the share of the free way along the long side, 0 to 1. */
export function windowStart(size: Size, { window }: Offer, at: number): { x: number; y: number } {
  return {
    x: Math.round((size.width - window.width) * at),
    y: Math.round((size.height - window.height) * at),
  };
}

export function typeOfOffered({ result }: Offer): 'image/png' | 'image/jpeg' {
  return result.width * result.height > PNG_PIXELS ? 'image/jpeg' : 'image/png';
}

interface Made {
  readonly picture: ImageBitmap | VideoFrame;
  readonly size: Size;
  readonly offer: Offer;
  readonly at: number;
  /** Of the refused file. */
  readonly name: string;
}

/** The changed copy as a file, named after what was done. @throws Error when the browser cannot draw it. */
export async function makeOffered({ picture, size, offer, at, name }: Made): Promise<File> {
  const { width, height } = offer.result;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  context.imageSmoothingQuality = 'high';
  const { x, y } = windowStart(size, offer, at);
  context.drawImage(picture, x, y, offer.window.width, offer.window.height, 0, 0, width, height);
  const type = typeOfOffered(offer);
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  const stem = name.replace(/\.\w{1,5}$/, '');
  return new File([blob], `${stem} ${width}×${height}.${type === 'image/png' ? 'png' : 'jpg'}`, { type });
}
