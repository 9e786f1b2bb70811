import { customFormatOf } from './customFormat.ts';
import { FORMATS, type Format } from './formats.ts';

const BY_ID: ReadonlyMap<string, Format> = new Map(FORMATS.map((format) => [format.id, format]));

/** The format with an id, a typed one included; null when there is none (any more). */
export function formatOf(id: string): Format | null {
  return BY_ID.get(id) ?? customFormatOf(id);
}
