import type { Format } from './formats.ts';
import { plainNumerals } from './numerals.ts';

/** Ids of typed formats start with this; what was typed follows, tidied up. */
export const CUSTOM = 'custom ';
/** Longer than any source can be expanded to in several steps that make sense. */
const MAX_ASPECT = 20;
const MAX_SIDE = 30_000;

/** Few pictures have sides as short as these: 16 × 9 is a shape, unless pixels are written. */
const LEAST_SIDE = 100;

const FIGURE = '(\\d+(?:[.,]\\d+)?)';
const SHAPE = new RegExp(`^${FIGURE}\\s*[:/]\\s*${FIGURE}$`);
/** Pixels, with or without thousands parted. */
const LENGTH = "(\\d{1,3}(?:(?:[.,’']|[^\\S\\t])\\d{3})+|\\d+(?:[.,]\\d+)?)";
const PX = '\\s*(?:px|pixels?)?';
const SAYS_PIXELS = /p(?:x|ixels?)/i;
/** Between two cells of a table lies a tab. */
const PIXELS = new RegExp(`^${LENGTH}${PX}(?:\\s*[x×*]\\s*|\\t)${LENGTH}${PX}$`, 'i');

/**
 * Reads a shape (`5:3`, `1.91:1`, `16x9`) or a size in pixels (`1200 × 628`, `1200x628 px`) as people type it, or tells
 * in a sentence what is wrong with it.
 */
export function readCustomFormat(text: string): Format | { problem: string } {
  const trimmed = plainNumerals(text).trim();
  const isShape = SHAPE.test(trimmed);
  const match = SHAPE.exec(trimmed) ?? PIXELS.exec(trimmed);
  const figure = isShape ? shareOf : lengthOf;
  if (!match) return { problem: 'Write a shape like 5:3, or a size in pixels like 1200\u00a0×\u00a0628.' };
  const width = figure(match[1]);
  const height = figure(match[2]);
  if (!(width > 0 && height > 0)) return { problem: 'Both figures have to be above 0.' };
  if (Math.max(width / height, height / width) > MAX_ASPECT) {
    return { problem: `No longer than ${MAX_ASPECT}:1, please.` };
  }
  const isShort = Math.max(width, height) < LEAST_SIDE;
  if (isShape || (isShort && !SAYS_PIXELS.test(trimmed)))
    return custom(`${width}:${height}`, [width, height], false);
  if (!Number.isInteger(width) || !Number.isInteger(height))
    return { problem: 'Pixels come in whole numbers.' };
  if (Math.max(width, height) > MAX_SIDE) return { problem: 'At most 30,000 pixels a side.' };
  return custom(`${width} × ${height}${isShort ? ' px' : ''}`, [width, height], true);
}

/** The typed format with an id, or null. */
export function customFormatOf(id: string): Format | null {
  if (!id.startsWith(CUSTOM)) return null;
  const read = readCustomFormat(id.slice(CUSTOM.length));
  return 'problem' in read ? null : read;
}

function shareOf(text: string | undefined): number {
  return Number(text?.replace(',', '.'));
}

function lengthOf(text = ''): number {
  return /^\d{1,3}(?:[.,\s’']\d{3})+$/.test(text) ? Number(text.replace(/\D/g, '')) : shareOf(text);
}

function custom(name: string, aspect: Format['aspect'], isSize: boolean): Format {
  const [width, height] = aspect;
  const size = isSize ? { width, height } : null;
  return { id: CUSTOM + name, name, group: 'Custom', aspect, size, covered: [] };
}
