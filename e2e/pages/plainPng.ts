import sharp from 'sharp';

/** A plain image of so many pixels, as a file. */
export async function plainPng(width: number, height: number): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: '#b8c4cc' } })
    .png()
    .toBuffer();
}
