import sharp from 'sharp';

const PATCH = 16;

/** A square of patches in colours of which none tells what the next one is. */
export function patchworkPng(side: number): Promise<Buffer> {
  const data = Buffer.alloc(side * side * 3);
  for (let pixel = 0; pixel < side * side; pixel += 1) {
    const column = Math.floor((pixel % side) / PATCH);
    const row = Math.floor(pixel / side / PATCH);
    const mixed = Math.imul(
      Math.imul(column + 1, 374_761_393) ^ Math.imul(row + 1, 668_265_263),
      1_274_126_177,
    );
    // Grain, as of a photo: what is exactly even is drawn, and goes on as it is.
    const grain = Math.imul(pixel + 1, 1_597_334_677) >>> 27;
    for (let channel = 0; channel < 3; channel += 1) {
      data[pixel * 3 + channel] = Math.min(255, ((mixed >>> (8 * channel)) & 255) * 0.85 + grain);
    }
  }
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}
