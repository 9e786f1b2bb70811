import { MAX_SOURCE_BYTES, sizeProblem } from '../domain/limits.ts';
import { ProblemError } from '../domain/problem.ts';
import type { Size } from '../domain/side.ts';

/** Long side of the copy that is drawn; a screen shows no more of it at once, and a full bitmap of 60 MP costs 240 MB. */
const DISPLAY_SIDE = 3072;

export interface DecodedImage {
  /** Of the image as the eye sees it, orientation applied. */
  readonly size: Size;
  /** What is drawn: the image itself, or a smaller copy of a large one. */
  readonly bitmap: ImageBitmap;
}

/**
 * Decodes a file off the main thread and judges it by what every source must keep. The relay judges again;
 * this only spares the way there.
 *
 * @throws ProblemError that says which limit is broken, or that the file is not an image.
 */
export async function decodeImage(file: Blob): Promise<DecodedImage> {
  if (file.size > MAX_SOURCE_BYTES) {
    throw new ProblemError('file-too-large', {
      detail: `This file has ${Math.ceil(file.size / 1e6)} MB; at most ${MAX_SOURCE_BYTES / 1e6} MB can be opened. Export it as JPEG or scale it down.`,
    });
  }
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    async (cause: unknown) => {
      throw new ProblemError((await startsLikeAnImage(file)) ? 'image-damaged' : 'not-an-image', { cause });
    },
  );
  const size = { width: whole.width, height: whole.height };
  const problem = sizeProblem(size);
  if (problem) {
    whole.close();
    throw new ProblemError(problem, { detail: sizeSentence(problem, size) });
  }
  return { size, bitmap: await displayCopy(whole) };
}

/** First bytes of the formats that can be opened, as the file signatures of their specifications; dots match anything. */
const SIGNATURES = [/^\xff\xd8\xff/, /^\x89PNG\r\n/, /^GIF8/, /^RIFF....WEBP/s, /^....ftypavi/s];

/** Whether a file that cannot be decoded at least began as an image. */
async function startsLikeAnImage(file: Blob): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  return SIGNATURES.some((signature) => signature.test(start));
}

async function displayCopy(whole: ImageBitmap): Promise<ImageBitmap> {
  const scale = DISPLAY_SIDE / Math.max(whole.width, whole.height);
  if (scale >= 1) return whole;
  const copy = await createImageBitmap(whole, {
    resizeWidth: Math.round(whole.width * scale),
    resizeHeight: Math.round(whole.height * scale),
    resizeQuality: 'high',
  });
  whole.close();
  return copy;
}

function sizeSentence(
  problem: 'source-too-small' | 'source-too-long' | 'source-too-large',
  size: Size,
): string {
  const is = `This image is ${size.width} × ${size.height} px.`;
  const rule = new ProblemError(problem).detail;
  return `${is} ${rule}`;
}
