/** What lies in a row has its middle less than this from the next one's, in CSS pixels; two rows are further apart. */
const ROW_GAP_PX = 12;

/** How many rows things lie in, by the middles of their heights in CSS pixels. */
export function rowsOf(middles: readonly number[]): number {
  const sorted = middles.toSorted((a, b) => a - b);
  return sorted.filter((middle, at) => at === 0 || middle - (sorted[at - 1] ?? middle) > ROW_GAP_PX).length;
}
