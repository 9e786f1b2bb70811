/** Which tiles are selected, by their keys, and where a range begins. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly from: string | null;
}

export const NOTHING_SELECTED: Selection = { keys: new Set(), from: null };

/** Takes one in or out. */
export function toggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { keys: next, from: key };
}

/** All from where the range begins to this one, beside what is selected already. */
export function extended(selection: Selection, order: readonly string[], to: string): Selection {
  const begin = selection.from === null ? -1 : order.indexOf(selection.from);
  const end = order.indexOf(to);
  if (begin < 0 || end < 0) return { keys: new Set([...selection.keys, to]), from: to };
  const range = order.slice(Math.min(begin, end), Math.max(begin, end) + 1);
  return { keys: new Set([...selection.keys, ...range]), from: selection.from };
}

/** What was selected before a rubber band was drawn, with what it touches. */
export function withTouched(before: Selection, touched: readonly string[]): Selection {
  return { keys: new Set([...before.keys, ...touched]), from: touched.at(-1) ?? before.from };
}

/** Without what is not there any more. */
export function stillThere(selection: Selection, has: (key: string) => boolean): Selection {
  const kept = [...selection.keys].filter(has);
  if (kept.length === selection.keys.size) return selection;
  return {
    keys: new Set(kept),
    from: selection.from !== null && has(selection.from) ? selection.from : null,
  };
}
