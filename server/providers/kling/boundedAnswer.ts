import { type Fields, isFields } from './klingFields.ts';

/** Objects and items of lists that are looked at: a page of 500 tasks has fewer than half of these. */
const MAX_VALUES = 10_000;
/** Gateways wrap answers, each a few objects deep. */
const MAX_DEPTH = 40;

/**
 * The beginning of an answer, so far as anybody has a use for it: megabytes of tiny items would hold up all else that
 * this process does. What goes beyond the bounds is left out.
 */
export function boundedAnswer(answer: Fields): Fields {
  let left = MAX_VALUES;
  const isRoom = (depth: number) => left > 0 && depth < MAX_DEPTH;
  const listOf = (list: readonly unknown[], depth: number) => {
    const kept: unknown[] = [];
    for (const item of list) {
      if (!isRoom(depth)) break;
      left -= 1;
      kept.push(keptOf(item, depth + 1));
    }
    return kept;
  };
  const fieldsOf = (fields: Fields, depth: number): Fields => {
    left -= 1;
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, keptOf(value, depth + 1)] as const),
    );
  };
  const keptOf = (value: unknown, depth: number): unknown => {
    if (Array.isArray(value)) return isRoom(depth) ? listOf(value, depth) : undefined;
    if (isFields(value)) return isRoom(depth) ? fieldsOf(value, depth) : undefined;
    return value;
  };
  return fieldsOf(answer, 0);
}
