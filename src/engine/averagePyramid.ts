import type { Size } from '../domain/side.ts';

interface Level extends Size {
  /** RGB, width × height × 3. */
  readonly rgb: Float32Array;
}

interface Sample {
  /** In pixels of the finest level. */
  readonly x: number;
  readonly y: number;
  /** 0 is the finest; in between, two levels are mixed. */
  readonly level: number;
  /** Takes red, green and blue from index `at`. */
  readonly out: Uint8ClampedArray;
  readonly at: number;
}

/** An RGBA image (width × height × 4) and its halves, quarters …, each the average of the one before. */
export function averagePyramid(rgba: Uint8ClampedArray, size: Size): readonly Level[] {
  const rgb = new Float32Array(size.width * size.height * 3);
  for (let pixel = 0; pixel < size.width * size.height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      rgb[pixel * 3 + channel] = rgba[pixel * 4 + channel] ?? 0;
    }
  }
  const levels: Level[] = [{ ...size, rgb }];
  for (let level = levels[0]; level !== undefined && Math.min(level.width, level.height) >= 4; ) {
    level = half(level);
    levels.push(level);
  }
  return levels;
}

function half({ width, height, rgb }: Level): Level {
  const small = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const out = new Float32Array(small.width * small.height * 3);
  for (let y = 0; y < small.height; y += 1) {
    const top = 2 * y * width;
    const bottom = Math.min(height - 1, 2 * y + 1) * width;
    for (let x = 0; x < small.width; x += 1) {
      const left = 2 * x;
      const right = Math.min(width - 1, 2 * x + 1);
      for (let channel = 0; channel < 3; channel += 1) {
        const sum =
          (rgb[(top + left) * 3 + channel] ?? 0) +
          (rgb[(top + right) * 3 + channel] ?? 0) +
          (rgb[(bottom + left) * 3 + channel] ?? 0) +
          (rgb[(bottom + right) * 3 + channel] ?? 0);
        out[(y * small.width + x) * 3 + channel] = sum / 4;
      }
    }
  }
  return { ...small, rgb: out };
}

/** Trilinear: bilinear in the two levels around the wanted one, mixed. */
export function samplePyramid(levels: readonly Level[], { x, y, level, out, at }: Sample): void {
  const low = Math.min(levels.length - 1, Math.floor(level));
  const high = Math.min(levels.length - 1, low + 1);
  const share = Math.min(1, level - low);
  for (let channel = 0; channel < 3; channel += 1) {
    const fine = bilinear(levels[low], x / 2 ** low, y / 2 ** low, channel);
    const coarse = share === 0 ? fine : bilinear(levels[high], x / 2 ** high, y / 2 ** high, channel);
    out[at + channel] = fine + (coarse - fine) * share;
  }
}

function bilinear(level: Level | undefined, x: number, y: number, channel: number): number {
  if (level === undefined) return 0;
  const { width, height, rgb } = level;
  const left = Math.min(width - 1, Math.floor(x));
  const top = Math.min(height - 1, Math.floor(y));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const fx = Math.min(1, x - left);
  const fy = Math.min(1, y - top);
  const upper =
    (rgb[(top * width + left) * 3 + channel] ?? 0) * (1 - fx) +
    (rgb[(top * width + right) * 3 + channel] ?? 0) * fx;
  const lower =
    (rgb[(bottom * width + left) * 3 + channel] ?? 0) * (1 - fx) +
    (rgb[(bottom * width + right) * 3 + channel] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}
