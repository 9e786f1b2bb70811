import { useEffect, useMemo, useState } from 'react';
import type { GridLayout } from './gridLayout.ts';
import { extended, NOTHING_SELECTED, type Selection, stillThere, toggled, withTouched } from './selection.ts';
import type { Tile } from './tiles.ts';

/** The selected tiles of a list; what leaves the list is selected no more. */
export function useSelection(tiles: readonly Tile[], layout: GridLayout) {
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);
  /** By finger one says first that taps are to select; it ends with what was selected, as by its deletion. */
  const [hasBegun, setBegun] = useState(false);
  const byKey = useMemo(() => new Map(tiles.map((tile) => [tile.key, tile])), [tiles]);
  useEffect(() => {
    const kept = stillThere(selection, (key) => byKey.has(key));
    if (kept === selection) return;
    setSelection(kept);
    if (kept.keys.size === 0) setBegun(false);
  }, [selection, byKey]);
  const selected = useMemo(
    () => [...selection.keys].flatMap((key) => byKey.get(key) ?? []),
    [selection, byKey],
  );
  return {
    keys: selection.keys,
    selected,
    selection,
    setSelection,
    /** Whether a tap or a click on a tile selects it. */
    isSelecting: hasBegun || selection.keys.size > 0,
    begin: () => setBegun(true),
    toggle: (key: string) => setSelection((before) => toggled(before, key)),
    extend: (key: string) => setSelection((before) => extended(before, [...layout.rowOf.keys()], key)),
    touch: (before: Selection, keys: readonly string[]) => setSelection(withTouched(before, keys)),
    all: () => setSelection({ keys: new Set(layout.rowOf.keys()), from: null }),
    only: (some: readonly Tile[]) => setSelection({ keys: new Set(some.map(({ key }) => key)), from: null }),
    clear: () => {
      setBegun(false);
      setSelection(NOTHING_SELECTED);
    },
  };
}

export type GridSelection = ReturnType<typeof useSelection>;
