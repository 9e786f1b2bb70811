/** PNG, third edition, 9.2. */
const FILTERS: Readonly<Record<number, (bytes: RowBytes) => void>> = {
  0: () => undefined,
  1: addLeft,
  2: addAbove,
  3: addMean,
  4: addPaeth,
};

interface RowBytes {
  readonly own: Uint8Array;
  readonly above: Uint8Array;
  readonly pixelBytes: number;
}

/**
 * Makes a PNG's row its own values again, in place.
 *
 * @param own the byte that tells the filter, then the row
 * @param above the row above it, unfiltered, with such a byte in front; all zeros above the first
 * @throws Error of a filter that there is none of.
 */
export function unfilterRow(own: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  const filter = FILTERS[own[0] ?? 0];
  if (filter === undefined) throw new Error(`The PNG has a row with filter ${own[0]}.`);
  filter({ own: own.subarray(1), above: above.subarray(1), pixelBytes });
}

function addLeft({ own, pixelBytes }: RowBytes): void {
  for (let at = pixelBytes; at < own.length; at += 1) own[at] = (own[at] ?? 0) + (own[at - pixelBytes] ?? 0);
}

function addAbove({ own, above }: RowBytes): void {
  for (let at = 0; at < own.length; at += 1) own[at] = (own[at] ?? 0) + (above[at] ?? 0);
}

function addMean({ own, above, pixelBytes }: RowBytes): void {
  for (let at = 0; at < own.length; at += 1) {
    const left = at < pixelBytes ? 0 : (own[at - pixelBytes] ?? 0);
    own[at] = (own[at] ?? 0) + ((left + (above[at] ?? 0)) >> 1);
  }
}

/** Of left, above and the one above the left, the nearest to left + above − that one. */
function addPaeth({ own, above, pixelBytes }: RowBytes): void {
  for (let at = 0; at < own.length; at += 1) {
    const left = at < pixelBytes ? 0 : (own[at - pixelBytes] ?? 0);
    const corner = at < pixelBytes ? 0 : (above[at - pixelBytes] ?? 0);
    const up = above[at] ?? 0;
    const toLeft = Math.abs(up - corner);
    const toUp = Math.abs(left - corner);
    const toCorner = Math.abs(left + up - 2 * corner);
    const nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    own[at] = (own[at] ?? 0) + nearest;
  }
}
