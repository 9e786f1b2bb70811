import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const SIZE = { width: 4000, height: 3000 };
/** Of a good sensor in good light: without it a photo that was made larger would be a tenth of a camera's bytes. */
const GRAIN = { type: 'gaussian', mean: 128, sigma: 12 } as const;
const PHOTOS = ['astronaut', 'coffee'];
const TURNS = [false, true];

/**
 * JPEGs of 12 megapixels in a folder, as a camera writes them: four pictures, each of them in files whose bytes, and so
 * whose names on the relay, are their own.
 */
export async function writePhotos(folder: string, count: number): Promise<readonly string[]> {
  const pictures = await Promise.all(
    PHOTOS.flatMap((photo) => TURNS.map((isTurned) => cameraJpeg(photo, isTurned))),
  );
  const written = [];
  for (let index = 0; index < count; index += 1) {
    const picture = pictures[index % pictures.length];
    if (!picture) throw new Error('There is no picture.');
    const file = path.join(folder, `${String(index + 1).padStart(3, '0')}.jpg`);
    await writeFile(file, withComment(picture, index));
    written.push(file);
  }
  return written;
}

async function cameraJpeg(photo: string, isTurned: boolean): Promise<Buffer> {
  const file = fileURLToPath(new URL(`../photos/${photo}.png`, import.meta.url));
  const grain = await sharp({ create: { ...SIZE, channels: 3, background: '#808080', noise: GRAIN } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return await sharp(file)
    .flop(isTurned)
    .removeAlpha()
    .resize({ ...SIZE, fit: 'cover' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** With a comment (ITU-T T.81, B.2.4.5) that is as long as its number is large: no two files have one length. */
function withComment(jpeg: Buffer, index: number): Buffer {
  const text = Buffer.alloc(index + 1, '.');
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
}
