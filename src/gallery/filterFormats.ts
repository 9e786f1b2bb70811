import { customFormatOf } from '../domain/customFormat.ts';
import { FORMATS, type Format } from '../domain/formats.ts';

/**
 * What can be looked for by format: all that have a name, then those that were typed. The one that is looked for by a
 * link is among them, whether or not the relay has told of it.
 *
 * @param typedIds of the formats that were typed, in their order
 */
export function filterFormats(chosenId: string | null, typedIds: readonly string[]): readonly Format[] {
  const ids = new Set(chosenId === null ? typedIds : [...typedIds, chosenId]);
  return [...FORMATS, ...[...ids].flatMap((id) => customFormatOf(id) ?? [])];
}
