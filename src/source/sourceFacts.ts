import type { z } from 'zod';
import { sourceSchema } from '../domain/contract.ts';
import type { Size } from '../domain/side.ts';

/** What the relay found in a file, as far as the stage must know it. */
export const sourceFactsSchema = sourceSchema.pick({ width: true, height: true, copyReasons: true });
export type SourceFacts = z.infer<typeof sourceFactsSchema>;

/**
 * Whether a browser that shows a file at some size shows something else than the relay reads: some turned files are
 * shown as they lie, and CMYK in colours of the browser's own.
 */
export function isShownOtherwise({ width, height, copyReasons }: SourceFacts, shown: Size): boolean {
  return width !== shown.width || height !== shown.height || copyReasons.includes('cmyk');
}
