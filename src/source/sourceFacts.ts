import type { z } from 'zod';
import { sourceSchema } from '../domain/contract/source.ts';
import type { Size } from '../domain/side.ts';

/** What the relay found in a file, as far as the stage must know it. */
export const sourceFactsSchema = sourceSchema.pick({ width: true, height: true, copyReasons: true });
export type SourceFacts = z.infer<typeof sourceFactsSchema>;

/**
 * Whether a browser that shows a file at some size surely shows something else than the relay reads: files other than
 * JPEG that are turned may be shown as they lie, CMYK and light beyond white in colours of the browser's own.
 */
export function isShownOtherwise({ width, height, copyReasons }: SourceFacts, shown: Size): boolean {
  const isTurned = copyReasons.includes('orientation') && copyReasons.includes('format');
  const isOwnColours = copyReasons.includes('cmyk') || copyReasons.includes('hdr');
  return width !== shown.width || height !== shown.height || isTurned || isOwnColours;
}

/**
 * Whether browsers do not agree about files of this kind, so that it is worth a look: colours, turns, and what formats
 * other than JPEG and PNG say of a canvas, a clip or a transparency.
 */
export function mayLookOtherwise({ copyReasons }: SourceFacts): boolean {
  return LOOKED_AT.some((reason) => copyReasons.includes(reason));
}

const LOOKED_AT = ['colour', 'orientation', 'format'] as const;
