import type { Size } from '../domain/side.ts';

/** Long side of the copy that is drawn; a screen shows no more of it at once, and a full bitmap of 60 MP costs 240 MB. */
const DISPLAY_SIDE = 3072;

export interface DisplayCopy {
  /** Of the image as the eye sees it, orientation applied. */
  readonly size: Size;
  /** What is drawn: the image itself, or a smaller copy of a large one. */
  readonly bitmap: ImageBitmap;
}

/** @throws DOMException when the browser cannot decode the file. */
export async function displayCopyOf(file: Blob): Promise<DisplayCopy> {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const size = { width: whole.width, height: whole.height };
  const scale = DISPLAY_SIDE / Math.max(size.width, size.height);
  if (scale >= 1) return { size, bitmap: whole };
  const bitmap = await createImageBitmap(whole, {
    resizeWidth: Math.round(size.width * scale),
    resizeHeight: Math.round(size.height * scale),
    resizeQuality: 'high',
  });
  whole.close();
  return { size, bitmap };
}
