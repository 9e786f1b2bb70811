import type { Size } from './side.ts';

/** What the API takes as an image, and what the relay takes as a source. */
export const MIN_SOURCE_SIDE = 300;
/** Long side over short side. */
export const MAX_SOURCE_ASPECT = 2.5;
/** The relay refuses larger files; the browser says so before it sends them. */
export const MAX_SOURCE_BYTES = 50_000_000;
/** Decoding is refused above this, so that a small file cannot claim all memory. */
export const MAX_SOURCE_PIXELS = 64_000_000;
/** A file of which the relay makes a copy that can be a source may be larger than one. */
export const MAX_OFFERED_BYTES = 200_000_000;
/** The same of pixels; most formats are unpacked row by row then. */
export const MAX_OFFERED_PIXELS = 400_000_000;
/** The same of what is unpacked as a whole, at 8 bits a channel; half as many at 16. */
export const MAX_OFFERED_WHOLE_PIXELS = 128_000_000;
/** What is sent upstream is at most this large; a larger source is sent as a smaller copy. */
export const MAX_UPSTREAM_BYTES = 10_000_000;
/** In UTF-16 units, the strictest way to count characters: a prompt that passes here passes however the upstream counts. */
export const MAX_PROMPT_LENGTH = 2500;
/** Of a source's file name, in UTF-16 units; file systems allow 255 bytes. */
export const MAX_SOURCE_NAME_LENGTH = 200;
export const MIN_IMAGES = 1;
export const MAX_IMAGES = 9;
/** A frame that one request does not reach takes at most so many. */
export const MAX_STEPS = 8;
/** A frame that takes more than one step has at most so many pixels. */
export const MAX_PLAN_PIXELS = 100_000_000;
/** Long side over short side of the longest frame: the longest picture that is sent on, grown three times along one axis. */
export const MAX_PLAN_ASPECT = 7.5;
export const SOURCE_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'heic', 'bmp', 'jxl'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];
/** The longest side an image may have in these formats, as libvips encodes them; the others reach beyond any frame. */
export const MAX_FORMAT_SIDES = { webp: 16_383, avif: 16_384 } as const;

/** The limit that a size breaks, or null. Width and height as the eye sees them (orientation applied). */
export function sizeProblem({
  width,
  height,
}: Size): 'source-too-small' | 'source-too-long' | 'source-too-large' | null {
  if (Math.min(width, height) < MIN_SOURCE_SIDE) return 'source-too-small';
  if (Math.max(width, height) / Math.min(width, height) > MAX_SOURCE_ASPECT) return 'source-too-long';
  if (width * height > MAX_SOURCE_PIXELS) return 'source-too-large';
  return null;
}
/** More files nobody means by a folder: then it is a whole disk, and reading its list would never end. */
export const MAX_FOLDER_FILES = 5000;
/** So many images are open at once. */
export const MAX_TRAY = 200;
