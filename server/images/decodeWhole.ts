import { open, readFile } from 'node:fs/promises';
import { MAX_SOURCE_PIXELS } from '../../src/domain/limits.ts';
import { uprightTiff } from './exif.ts';
import { sharp } from './sharpSetup.ts';

const JPEG_START = '\xff\xd8\xff';
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** What libtiff says of an orientation that is none. */
const ODD_ORIENTATION = /Bad value \d+ for "Orientation"/;

/**
 * Reads every pixel, keeping few. A TIFF whose orientation is none counts as whole, and so does a JPEG of which nothing
 * but the end marker is missing: browsers show it, and so do we. One that goes on in zeros instead of its last rows is
 * damaged.
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
  const refusal = await decode(file, 'error').then(
    () => null,
    (error: unknown) => error,
  );
  if (refusal instanceof Error && ODD_ORIENTATION.test(refusal.message)) {
    return decode(uprightTiff(await readFile(file)), 'error');
  }
  const { isJpeg, isPadded } = await endsOf(file);
  if (refusal === null && !(isJpeg && isPadded)) return;
  if (!isJpeg) throw refusal;
  for (const bytes of withoutPadding(await readFile(file))) {
    // With the marker in place, whatever else is missing is a warning.
    const isReadable =
      refusal === null ||
      (await decode(Buffer.concat([bytes, JPEG_END]), 'warning').then(
        () => true,
        () => false,
      ));
    if (isReadable && (await hasLastRows(bytes, seconds))) return;
  }
  throw refusal ?? new Error('The JPEG breaks off in front of zeros.');
}

const LAST_ROWS = 64;
/** No marker, and nothing that an encoder would end with. */
const FURTHER_DATA = Buffer.alloc(4096, 0x5a);

/**
 * Whether all data of a JPEG without its end marker is there. Decoders say nothing of what is missing in the last blocks:
 * with further data behind it these change, and where nothing is missing it is passed over.
 */
async function hasLastRows(bytes: Buffer, seconds: number): Promise<boolean> {
  const { width, height } = await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
  const rows = Math.min(height, LAST_ROWS);
  const lastRows = (input: Buffer) =>
    sharp(input, { limitInputPixels: false, failOn: 'none' })
      .timeout({ seconds })
      .extract({ left: 0, top: height - rows, width, height: rows })
      .raw()
      .toBuffer();
  const ended = await lastRows(Buffer.concat([bytes, JPEG_END]));
  return ended.equals(await lastRows(Buffer.concat([bytes, FURTHER_DATA, JPEG_END])));
}

/** Without the zeros that cameras and recovered disks leave at the end of a file; the data itself may end in one. */
function withoutPadding(bytes: Buffer): Buffer[] {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const stripped = bytes.subarray(0, end);
  return end === bytes.length ? [stripped] : [stripped, bytes.subarray(0, end + 1)];
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

/** Zeros in a row that no data ends in. */
const PADDING_BYTES = 16;

async function endsOf(file: string): Promise<{ isJpeg: boolean; isPadded: boolean }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const start = await handle.read(Buffer.alloc(3), 0, 3, 0);
    const end = await handle.read(
      Buffer.alloc(PADDING_BYTES),
      0,
      PADDING_BYTES,
      Math.max(0, size - PADDING_BYTES),
    );
    return {
      isJpeg: start.buffer.toString('latin1') === JPEG_START,
      isPadded: end.buffer.every((byte) => byte === 0),
    };
  } finally {
    await handle.close();
  }
}
