import { halfFrame, holePixels, type KnownFrame } from './frameRect.ts';
import { packPixel } from './patchPixel.ts';
import { textureEnergy } from './textureEnergy.ts';

/** One size of the frame: the known part holds the source, the rest what the fill has made of it so far. */
export interface Level extends KnownFrame {
  /** Source pixels per pixel of this level: 1, 2, 4 … */
  readonly scale: number;
  /** The whole frame, packed, width × height. */
  readonly pixels: Int32Array;
  /** Numbers of the pixels outside the known part. */
  readonly hole: Int32Array;
  /** Alpha of the known part, a byte a pixel; null where all of it is opaque. */
  readonly cover: Uint8Array | null;
}

/** A known part in planes, values 0–255, colours premultiplied with alpha. */
interface Planes {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and, once measured, texture: four floats a pixel. */
  readonly data: Float32Array;
  /** Alpha, 0–255. */
  readonly cover: Float32Array;
}

interface PyramidPlan {
  /** The first level has at most this many pixels. */
  readonly finestPixels: number;
  /** The last level's known part keeps at least this short side, if the source has it. */
  readonly coarsestSide: number;
}

/**
 * Halves of the frame, finest first. Only levels that are worked on are kept; texture is measured at the finest of them
 * and averaged downwards, so that coarse levels still know where there was grass.
 */
export function buildPyramid(rgba: Uint8ClampedArray, frame: KnownFrame, plan: PyramidPlan): Level[] {
  let geometry = frame;
  let scale = 1;
  while (geometry.width * geometry.height > plan.finestPixels && isLargeEnough(geometry, plan.coarsestSide)) {
    geometry = halfFrame(geometry);
    scale *= 2;
  }
  let planes = sampleKnown(rgba, frame, geometry, scale);
  textureEnergy(planes);
  const levels = [levelOf(geometry, planes, scale)];
  while (isLargeEnough(geometry, plan.coarsestSide)) {
    geometry = halfFrame(geometry);
    scale *= 2;
    planes = halfPlanes(planes);
    levels.push(levelOf(geometry, planes, scale));
  }
  return levels;
}

function isLargeEnough({ known }: KnownFrame, coarsestSide: number): boolean {
  return Math.min(known.width, known.height) >= 2 * coarsestSide;
}

/** Averages scale × scale pixels of the frame's known part into one, straight from bytes. */
function sampleKnown(
  rgba: Uint8ClampedArray,
  frame: KnownFrame,
  { known }: KnownFrame,
  scale: number,
): Planes {
  const data = new Float32Array(known.width * known.height * 4);
  const cover = new Float32Array(known.width * known.height);
  const share = 1 / (scale * scale * 255);
  for (let y = 0; y < known.height; y += 1) {
    for (let inner = 0; inner < scale; inner += 1) {
      let from = ((frame.known.y + y * scale + inner) * frame.width + frame.known.x) * 4;
      for (let to = y * known.width * 4; to < (y + 1) * known.width * 4; to += 4) {
        for (let step = 0; step < scale; step += 1, from += 4) {
          const weight = (rgba[from + 3] ?? 0) * share;
          data[to] = (data[to] ?? 0) + (rgba[from] ?? 0) * weight;
          data[to + 1] = (data[to + 1] ?? 0) + (rgba[from + 1] ?? 0) * weight;
          data[to + 2] = (data[to + 2] ?? 0) + (rgba[from + 2] ?? 0) * weight;
          cover[to >> 2] = (cover[to >> 2] ?? 0) + 255 * weight;
        }
      }
    }
  }
  return { width: known.width, height: known.height, data, cover };
}

function halfPlanes({ width, height, data, cover }: Planes): Planes {
  const half = { width: width >> 1, height: height >> 1 };
  const out = new Float32Array(half.width * half.height * 4);
  const halfCover = new Float32Array(half.width * half.height);
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      const from = (2 * y * width + 2 * x) * 4;
      const below = from + width * 4;
      for (let channel = 0; channel < 4; channel += 1) {
        out[(y * half.width + x) * 4 + channel] =
          ((data[from + channel] ?? 0) +
            (data[from + 4 + channel] ?? 0) +
            (data[below + channel] ?? 0) +
            (data[below + 4 + channel] ?? 0)) /
          4;
      }
      const at = 2 * y * width + 2 * x;
      halfCover[y * half.width + x] =
        ((cover[at] ?? 0) + (cover[at + 1] ?? 0) + (cover[at + width] ?? 0) + (cover[at + width + 1] ?? 0)) /
        4;
    }
  }
  return { ...half, data: out, cover: halfCover };
}

/**
 * Premultiplied, a black letter looks like the nothing around it. In a picture with transparency the texture channel
 * therefore tells of alpha too, half and half.
 */
function levelOf(geometry: KnownFrame, planes: Planes, scale: number): Level {
  const pixels = new Int32Array(geometry.width * geometry.height);
  const { known } = geometry;
  const cover = Uint8Array.from(planes.cover, Math.round);
  const isOpaque = cover.every((alpha) => alpha === 255);
  for (let y = 0; y < known.height; y += 1) {
    for (let x = 0; x < known.width; x += 1) {
      const from = (y * known.width + x) * 4;
      pixels[(known.y + y) * geometry.width + known.x + x] = packPixel(
        Math.round(planes.data[from] ?? 0),
        Math.round(planes.data[from + 1] ?? 0),
        Math.round(planes.data[from + 2] ?? 0),
        isOpaque
          ? Math.round(planes.data[from + 3] ?? 0)
          : Math.round(((planes.data[from + 3] ?? 0) + (planes.cover[from >> 2] ?? 0)) / 2),
      );
    }
  }
  return { ...geometry, scale, pixels, hole: holePixels(geometry), cover: isOpaque ? null : cover };
}
