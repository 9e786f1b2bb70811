import { fetchFile } from '../api/fetchFile.ts';
import { sourceImageUrl } from '../api/results.ts';

const WIDTH = 32;
/** Mean difference in levels of 8 bits: below it are decoders' roundings, above it other colours or another turn. */
const NOTICEABLE = 3;

/**
 * Whether what the browser decoded of a source looks otherwise than the relay's reading of it, both made tiny.
 *
 * @throws ProblemError when the relay does not answer.
 */
export async function looksOtherwise(
  shown: ImageBitmap,
  sourceId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const file = await fetchFile(sourceImageUrl(sourceId, { width: WIDTH, format: 'png' }), sourceId, signal);
  const read = await createImageBitmap(file);
  const size = { width: read.width, height: read.height };
  const [a, b] = [pixelsOf(shown, size), pixelsOf(read, size)];
  read.close();
  if (a === null || b === null) return false;
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  // A quarter of the values is alpha, which is full everywhere.
  return sum / (a.length * 0.75) > NOTICEABLE;
}

function pixelsOf(
  image: ImageBitmap,
  { width, height }: { width: number; height: number },
): Uint8ClampedArray | null {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.fillStyle = '#808080';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}
