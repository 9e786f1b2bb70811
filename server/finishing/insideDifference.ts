import type { Point } from '../../src/domain/side.ts';
import type { Raster } from '../images/raster.ts';

/** Largest difference between a source's values and those at its place in a result, in the file's own units. */
export function insideDifference(source: Raster, result: Raster, placement: Point): number {
  const colours = source.channels < 3 ? 1 : 3;
  const resultColours = result.channels < 3 ? 1 : 3;
  const hasAlpha = source.channels % 2 === 0;
  const isAlike =
    source.channels === result.channels && source.data.BYTES_PER_ELEMENT === result.data.BYTES_PER_ELEMENT;
  let largest = 0;
  for (let y = 0; y < source.height; y += 1) {
    let from = y * source.width * source.channels;
    let to = ((y + placement.y) * result.width + placement.x) * result.channels;
    const length = source.width * source.channels;
    if (
      isAlike &&
      hasSameBytes(source.data.subarray(from, from + length), result.data.subarray(to, to + length))
    )
      continue;
    for (let x = 0; x < source.width; x += 1, from += source.channels, to += result.channels) {
      for (let channel = 0; channel < resultColours; channel += 1) {
        const own = source.data[from + Math.min(channel, colours - 1)] ?? 0;
        largest = Math.max(largest, Math.abs(own - (result.data[to + channel] ?? 0)));
      }
      if (hasAlpha) {
        const alpha = source.data[from + colours] ?? 0;
        largest = Math.max(largest, Math.abs(alpha - (result.data[to + resultColours] ?? 0)));
      }
    }
  }
  return largest;
}

/** By the memory at once: rows differ hardly ever. */
function hasSameBytes(one: Raster['data'], other: Raster['data']): boolean {
  return bytesOf(one).equals(bytesOf(other));
}

function bytesOf({ buffer, byteOffset, byteLength }: Raster['data']): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
