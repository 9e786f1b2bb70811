import { open, readFile } from 'node:fs/promises';
import { MAX_SOURCE_PIXELS } from '../../src/domain/limits.ts';
import { uprightTiff } from './exif.ts';
import { sharp } from './sharpSetup.ts';

const JPEG_START = '\xff\xd8\xff';
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** What libtiff says of an orientation that is none. */
const ODD_ORIENTATION = /Bad value \d+ for "Orientation"/;

/**
 * Reads every pixel, keeping few. A JPEG of which nothing but the end marker is missing counts as whole: browsers show
 * it, and so do we. So does a TIFF whose orientation is none.
 *
 * @throws Error when the file breaks off or cannot be decoded, or when that takes longer than the given time.
 */
export async function decodeWhole(
  file: string,
  seconds: number,
  mostPixels = MAX_SOURCE_PIXELS,
): Promise<void> {
  const decode = (input: string | Buffer, failOn: 'error' | 'warning') =>
    decodeInput(input, { failOn, seconds, mostPixels });
  try {
    await decode(file, 'error');
  } catch (error) {
    if (error instanceof Error && ODD_ORIENTATION.test(error.message)) {
      return decode(uprightTiff(await readFile(file)), 'error');
    }
    if (!(await isJpeg(file))) throw error;
    // With the marker in place, whatever else is missing is a warning.
    const bytes = await readFile(file);
    await decode(Buffer.concat([bytes, JPEG_END]), 'warning')
      .catch(() => decode(Buffer.concat([withoutPadding(bytes), JPEG_END]), 'warning'))
      .catch(() => {
        throw error;
      });
  }
}

/** Without the zeros that cameras and recovered disks leave at the end of a file. */
function withoutPadding(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

interface Bounds {
  readonly failOn: 'error' | 'warning';
  readonly seconds: number;
  readonly mostPixels: number;
}

async function decodeInput(input: string | Buffer, { failOn, seconds, mostPixels }: Bounds): Promise<void> {
  await sharp(input, { failOn, limitInputPixels: mostPixels })
    .timeout({ seconds })
    .resize(64, 64, { fit: 'inside', fastShrinkOnLoad: false })
    .raw()
    .toBuffer();
}

async function isJpeg(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(3), 0, 3, 0);
    return buffer.toString('latin1') === JPEG_START;
  } finally {
    await handle.close();
  }
}
