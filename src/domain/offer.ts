import { MAX_SOURCE_ASPECT, MAX_SOURCE_PIXELS, MIN_SOURCE_SIDE, sizeProblem } from './limits.ts';
import type { ProblemCode } from './problem.ts';
import type { Size } from './side.ts';

/** What can be made of an image that is refused: `rest` is what is there of one that breaks off. */
export const OFFER_KINDS = ['enlarge', 'crop', 'shrink', 'frame', 'rest'] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

/** How an image would be changed so that it can be opened; sizes in its own pixels. */
export interface Offer {
  readonly kind: OfferKind;
  /** What is kept of it; where it lies along the long side is free. */
  readonly window: Size;
  /** What the window is scaled to; the same size where it is not. */
  readonly result: Size;
}

/** A file that is too large has to become smaller whatever its pixels; so many come to well under 50 MB. */
const LIGHT_PIXELS = 32_000_000;
/** The same at 16 bits a channel, which are kept without loss. */
const LIGHT_DEEP_PIXELS = 9_000_000;
/** With alpha a copy is a PNG in any case. */
const LIGHT_ALPHA_PIXELS = 12_000_000;
const LIGHT_DEEP_ALPHA_PIXELS = 6_000_000;

/** What a copy of an image holds, by which its bytes grow. */
interface Depth {
  readonly bits: 8 | 16;
  readonly hasAlpha: boolean;
}

function lightPixels({ bits, hasAlpha }: Depth): number {
  if (hasAlpha) return bits === 16 ? LIGHT_DEEP_ALPHA_PIXELS : LIGHT_ALPHA_PIXELS;
  return bits === 16 ? LIGHT_DEEP_PIXELS : LIGHT_PIXELS;
}

export function offerKindOf(code: ProblemCode): OfferKind | null {
  switch (code) {
    case 'source-too-small':
      return 'enlarge';
    case 'source-too-long':
      return 'crop';
    case 'source-too-large':
    case 'file-too-large':
      return 'shrink';
    case 'image-animated':
      return 'frame';
    case 'image-damaged':
      return 'rest';
    default:
      return null;
  }
}

/** The least change that lets an image in: cut along its long side, then scaled. Null when none does. */
export function offerOf(
  kind: OfferKind,
  size: Size,
  depth: Depth = { bits: 8, hasAlpha: false },
): Offer | null {
  const { width, height } = size;
  if (!(width > 0 && height > 0)) return null;
  const isWide = width >= height;
  const longest = Math.max(1, Math.floor(Math.min(width, height) * MAX_SOURCE_ASPECT));
  const window = isWide
    ? { width: Math.min(width, longest), height }
    : { width, height: Math.min(height, longest) };
  const result = scaled(window, kind === 'shrink' ? lightPixels(depth) : MAX_SOURCE_PIXELS);
  return sizeProblem(result) === null ? { kind, window, result } : null;
}

/** Where the window lies; `at` is the share of the free way along the long side, 0 to 1. */
export function windowStart(size: Size, { window }: Offer, at: number): { x: number; y: number } {
  return {
    x: Math.round((size.width - window.width) * at),
    y: Math.round((size.height - window.height) * at),
  };
}

function scaled({ width, height }: Size, mostPixels: number): Size {
  const up = MIN_SOURCE_SIDE / Math.min(width, height);
  const down = Math.sqrt(mostPixels / (width * height));
  const factor = up > 1 ? up : Math.min(1, down);
  const round = up > 1 ? Math.round : Math.floor;
  const [w, h] = [round(width * factor), round(height * factor)];
  // Rounding must not make it longer than the limit.
  return {
    width: Math.min(w, Math.floor(h * MAX_SOURCE_ASPECT)),
    height: Math.min(h, Math.floor(w * MAX_SOURCE_ASPECT)),
  };
}
