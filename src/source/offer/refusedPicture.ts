import type { OfferKind } from '../../domain/offer.ts';
import type { Size } from '../../domain/side.ts';

/** A refused file as far as the browser can show it. */
export interface RefusedPicture {
  /** What is there of it. */
  readonly size: Size;
  /** Rows that are missing at its end; 0 where it is whole. */
  readonly missingRows: number;
  readonly frames: number;
  /** The caller closes it. */
  frame(index: number): Promise<ImageBitmap | VideoFrame>;
}

/** @throws Error when the browser cannot read it either. */
export async function readRefused(file: File, kind: OfferKind): Promise<RefusedPicture> {
  // Where frames cannot be told apart, the first one is shown.
  if (kind === 'frame' && 'ImageDecoder' in globalThis) return await readFrames(file);
  if (kind === 'rest') return await readRest(file);
  const bitmap = await createImageBitmap(file);
  const size = { width: bitmap.width, height: bitmap.height };
  bitmap.close();
  return { size, missingRows: 0, frames: 1, frame: () => createImageBitmap(file) };
}

async function readFrames(file: File): Promise<RefusedPicture> {
  const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: await typeOf(file) });
  await decoder.tracks.ready;
  await decoder.completed;
  const frame = async (frameIndex: number) => (await decoder.decode({ frameIndex })).image;
  const first = await frame(0);
  const size = { width: first.displayWidth, height: first.displayHeight };
  first.close();
  return { size, missingRows: 0, frames: decoder.tracks.selectedTrack?.frameCount ?? 1, frame };
}

async function typeOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  if (start.startsWith('GIF8')) return 'image/gif';
  if (start.startsWith('RIFF')) return 'image/webp';
  return start.slice(4, 8) === 'ftyp' ? 'image/avif' : 'image/png';
}

/** Browsers show what there is of a broken file in an image element alone; rows that never came stay clear. */
async function readRest(file: File): Promise<RefusedPicture> {
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
      missingRows: height - rows,
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
