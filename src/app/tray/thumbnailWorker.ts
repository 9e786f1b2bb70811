import type { Size } from '../../domain/side.ts';

/** Long side of a thumbnail: what the tray shows at most, on the sharpest of screens. */
const THUMBNAIL_SIDE = 320;

export interface ThumbnailRequest {
  readonly key: string;
  readonly file: Blob;
}

export interface ThumbnailAnswer {
  readonly key: string;
  /** Null where the browser cannot decode the file. */
  readonly made: { readonly size: Size; readonly picture: Blob } | null;
}

self.addEventListener('message', ({ data }: MessageEvent<ThumbnailRequest>) => void answer(data));

async function answer({ key, file }: ThumbnailRequest): Promise<void> {
  const made = await thumbnailOf(file).catch(() => null);
  const answered: ThumbnailAnswer = { key, made };
  self.postMessage(answered);
}

async function thumbnailOf(file: Blob): Promise<ThumbnailAnswer['made']> {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const size = { width: whole.width, height: whole.height };
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(size.width, size.height));
  const small = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  const canvas = new OffscreenCanvas(Math.max(1, small.width), Math.max(1, small.height));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No canvas to draw on.');
  context.imageSmoothingQuality = 'medium';
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
  // One at a time is unpacked for no longer than it takes: 12 MP are 48 MB.
  whole.close();
  return { size, picture: await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 }) };
}
