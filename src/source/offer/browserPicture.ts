import { type Offer, type OfferKind, windowStart } from '../../domain/offer.ts';
import { ProblemError } from '../../domain/problem.ts';
import type { Size } from '../../domain/side.ts';
import { copyName } from './copyName.ts';
import type { Choice, RefusedPicture } from './refusedPicture.ts';

/** From here on a PNG of a photo may come near to 50 MB. */
const PNG_PIXELS = 12_000_000;

type Shown = Pick<RefusedPicture, 'size' | 'whole' | 'frames' | 'frame'>;

/**
 * A refused file as far as the browser can show it, and a copy that the browser draws: 8 bits, in sRGB, without
 * metadata. For when the relay does not answer, or cannot read the file.
 *
 * @throws Error when the browser cannot read it either.
 */
export async function readByBrowser(file: File, kind: OfferKind): Promise<RefusedPicture> {
  const shown = await read(file, kind);
  return {
    ...{ ...shown, kind, keeps: null },
    make: async (choice) => {
      const image = await shown.frame(choice.frame);
      try {
        return {
          arrival: { file: await drawn(image, shown.size, { ...choice, name: file.name }) },
          ...{ size: choice.offer.result, kept: null },
        };
      } finally {
        image.close();
      }
    },
  };
}

export function browserType({ result }: Offer): 'image/png' | 'image/jpeg' {
  return result.width * result.height > PNG_PIXELS ? 'image/jpeg' : 'image/png';
}

async function drawn(
  picture: ImageBitmap | VideoFrame,
  size: Size,
  { offer, at, name }: Choice & { name: string },
): Promise<File> {
  const { width, height } = offer.result;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new ProblemError('internal');
  context.imageSmoothingQuality = 'high';
  const { x, y } = windowStart(size, offer, at);
  context.drawImage(picture, x, y, offer.window.width, offer.window.height, 0, 0, width, height);
  const type = browserType(offer);
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  const format = type === 'image/png' ? 'png' : 'jpeg';
  return new File([blob], copyName(name, { width, height, format }), { type });
}

async function read(file: File, kind: OfferKind): Promise<Shown> {
  // Where frames cannot be told apart, the first one is shown.
  if (kind === 'frame' && 'ImageDecoder' in globalThis) return await readFrames(file);
  if (kind === 'rest') return await readRest(file);
  const bitmap = await createImageBitmap(file);
  const size = { width: bitmap.width, height: bitmap.height };
  bitmap.close();
  return { size, whole: size, frames: 1, frame: () => createImageBitmap(file) };
}

async function readFrames(file: File): Promise<Shown> {
  const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: await typeOf(file) });
  await decoder.tracks.ready;
  await decoder.completed;
  const frame = async (frameIndex: number) => (await decoder.decode({ frameIndex })).image;
  const first = await frame(0);
  const size = { width: first.displayWidth, height: first.displayHeight };
  first.close();
  return { size, whole: size, frames: decoder.tracks.selectedTrack?.frameCount ?? 1, frame };
}

async function typeOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  if (start.startsWith('GIF8')) return 'image/gif';
  if (start.startsWith('RIFF')) return 'image/webp';
  return start.slice(4, 8) === 'ftyp' ? 'image/avif' : 'image/png';
}

/** Browsers show what there is of a broken file in an image element alone; rows that never came stay clear. */
async function readRest(file: File): Promise<Shown> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
      image.src = url;
    });
    const { naturalWidth: width, naturalHeight: height } = image;
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    const rows = rowsThere(canvas);
    return {
      size: { width, height: rows },
      whole: { width, height },
      frames: 1,
      frame: () => createImageBitmap(canvas, 0, 0, width, rows),
    };
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Rows down to the last one that holds anything. */
function rowsThere(canvas: OffscreenCanvas): number {
  const context = canvas.getContext('2d');
  for (let y = canvas.height - 1; context && y >= 0; y -= 1) {
    const { data } = context.getImageData(0, y, canvas.width, 1);
    if (!isPlain(data)) return y + 1;
  }
  return 0;
}

/** Decoders leave rows that never came clear, or grey from end to end. */
function isPlain(row: Uint8ClampedArray): boolean {
  const isClear = row[3] === 0;
  for (let at = 0; at < row.length; at += 4) {
    if (isClear ? row[at + 3] !== 0 : row[at] !== 128 || row[at + 1] !== 128 || row[at + 2] !== 128)
      return false;
  }
  return true;
}
