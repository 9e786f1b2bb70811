import type { Rect } from '../../domain/viewport.ts';
import type { Grouping } from '../galleryAddress.ts';
import type { Tile } from './tiles.ts';

interface PlacedTile {
  readonly tile: Tile;
  readonly left: number;
  readonly width: number;
}

interface RowPlace {
  readonly key: string;
  /** From the beginning of the list, in screen pixels. */
  readonly top: number;
  readonly height: number;
}

/** The head of a group, or tiles side by side. */
type GridRow =
  | (RowPlace & { readonly kind: 'head'; readonly first: Tile; readonly count: number })
  | (RowPlace & { readonly kind: 'tiles'; readonly tiles: readonly PlacedTile[] });

export interface GridLayout {
  readonly rows: readonly GridRow[];
  readonly height: number;
  /** Number of the row that a tile stands in, by the tile's key. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** Tiles that found no place, because browsers scroll no further. */
  readonly leftOut: number;
}

export interface GridMeasures {
  /** Room for rows, in screen pixels. */
  readonly width: number;
  /** Height that rows come close to. */
  readonly rowHeight: number;
  readonly gap: number;
  readonly headHeight: number;
  /** Browsers end an element at about 16.7 (Firefox) or 33.5 (Chromium) million pixels. */
  readonly maxHeight: number;
}

/** Slits and towers are shown cut to these, and whole in the viewer. */
const ASPECTS = { narrowest: 0.4, widest: 3.5 };

/**
 * Places tiles in justified rows: each row as wide as the room, its tiles of one height and in their own aspects. A row
 * ends before or after a tile, whichever brings its height nearer to the one asked for; the last row of a group is
 * not stretched.
 */
export function layOutGrid(tiles: readonly Tile[], grouping: Grouping, measures: GridMeasures): GridLayout {
  const { gap, headHeight, maxHeight } = measures;
  const rows: GridRow[] = [];
  const rowOf = new Map<string, number>();
  let top = 0;
  let placed = 0;
  for (const group of groupsOf(tiles, grouping)) {
    const [first] = group.tiles;
    if (!first || top > maxHeight) break;
    if (grouping !== 'plain') {
      const head = { key: `head:${group.key}`, top, height: headHeight, first, count: group.tiles.length };
      rows.push({ kind: 'head', ...head });
      top += headHeight;
    }
    for (const row of justified(group.tiles, measures)) {
      if (top > maxHeight) break;
      for (const { tile } of row.tiles) rowOf.set(tile.key, rows.length);
      rows.push({ kind: 'tiles', key: row.tiles[0]?.tile.key ?? '', top, ...row });
      placed += row.tiles.length;
      top += row.height + gap;
    }
  }
  return { rows, height: top, rowOf, leftOut: tiles.length - placed };
}

/** The tiles in the order in which the rows show them, which is how one walks through them. */
export function tilesInOrder(tiles: readonly Tile[], grouping: Grouping): Tile[] {
  return groupsOf(tiles, grouping).flatMap((group) => group.tiles);
}

function groupsOf(tiles: readonly Tile[], grouping: Grouping): { key: string; tiles: Tile[] }[] {
  if (grouping === 'plain') return [{ key: 'all', tiles: [...tiles] }];
  const groups = new Map<string, Tile[]>();
  for (const tile of tiles) {
    const key = grouping === 'day' ? tile.day : tile.task.sourceId;
    const known = groups.get(key);
    if (known) known.push(tile);
    else groups.set(key, [tile]);
  }
  return [...groups].map(([key, members]) => ({ key, tiles: members }));
}

interface Row {
  readonly height: number;
  readonly tiles: readonly PlacedTile[];
}

function justified(tiles: readonly Tile[], measures: GridMeasures): Row[] {
  const { width, rowHeight, gap } = measures;
  const heightOf = (aspects: number, count: number) => (width - gap * (count - 1)) / aspects;
  const rows: Row[] = [];
  let row: Tile[] = [];
  let aspects = 0;
  for (const tile of tiles) {
    const withTile = aspects + shownAspect(tile);
    const before = row.length === 0 ? Number.POSITIVE_INFINITY : heightOf(aspects, row.length);
    const after = heightOf(withTile, row.length + 1);
    // Nearer by proportion: twice as high is as far away as half as high.
    if (before / rowHeight < rowHeight / after) {
      rows.push(placed(row, before, measures));
      row = [tile];
      aspects = shownAspect(tile);
    } else {
      row.push(tile);
      aspects = withTile;
    }
  }
  if (row.length > 0) rows.push(placed(row, Math.min(rowHeight, heightOf(aspects, row.length)), measures));
  return rows;
}

function placed(row: readonly Tile[], exactHeight: number, { width, gap }: GridMeasures): Row {
  const height = Math.round(exactHeight);
  let left = 0;
  return {
    height,
    tiles: row.map((tile, at) => {
      const isLast = at === row.length - 1;
      const own = Math.round(exactHeight * shownAspect(tile));
      // The last one takes what rounding left over.
      const isFull = isLast && width - left - own < row.length + 1;
      const place = { tile, left, width: isFull ? width - left : Math.min(own, width - left) };
      left += own + gap;
      return place;
    }),
  };
}

function shownAspect({ aspect }: Tile): number {
  return Math.min(ASPECTS.widest, Math.max(ASPECTS.narrowest, aspect));
}

/** Keys of the tiles that a rectangle touches, both measured from the beginning of the list. */
export function tilesIn({ rows }: GridLayout, { x, y, width, height }: Rect): string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'head' || row.top > y + height || row.top + row.height < y) return [];
    const touched = row.tiles.filter((each) => each.left <= x + width && each.left + each.width >= x);
    return touched.map(({ tile }) => tile.key);
  });
}

export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** The tile that lies beside another one: the next of its row or of the row beyond, or the one above or below its middle. */
export function tileBeside(layout: GridLayout, key: string, direction: Direction): string {
  const at = layout.rowOf.get(key);
  if (at === undefined) return key;
  const row = layout.rows[at];
  if (row?.kind !== 'tiles') return key;
  const inRow = row.tiles.findIndex(({ tile }) => tile.key === key);
  const self = row.tiles[inRow];
  if (direction === 'first' || direction === 'last') {
    const end = direction === 'first' ? nextTiles(layout, -1, 1) : nextTiles(layout, layout.rows.length, -1);
    return (direction === 'first' ? end?.[0] : end?.at(-1))?.tile.key ?? key;
  }
  if (direction === 'left')
    return (row.tiles[inRow - 1] ?? nextTiles(layout, at, -1)?.at(-1) ?? self)?.tile.key ?? key;
  if (direction === 'right')
    return (row.tiles[inRow + 1] ?? nextTiles(layout, at, 1)?.[0] ?? self)?.tile.key ?? key;
  const others = nextTiles(layout, at, direction === 'up' ? -1 : 1);
  if (!others || !self) return key;
  const middle = self.left + self.width / 2;
  const distance = ({ left, width }: PlacedTile) => Math.abs(left + width / 2 - middle);
  return others.reduce((best, each) => (distance(each) < distance(best) ? each : best)).tile.key;
}

function nextTiles({ rows }: GridLayout, from: number, step: 1 | -1): readonly PlacedTile[] | null {
  for (let at = from + step; ; at += step) {
    const row = rows[at];
    if (!row) return null;
    if (row.kind === 'tiles') return row.tiles;
  }
}

/** What the list is held by while it changes: tiles in sight, the one to hold to first, and how far each lies below the upper edge. */
export interface GridAnchor {
  readonly places: readonly { readonly key: string; readonly offset: number }[];
}

/** So many tiles are remembered: the first may be deleted. */
const REMEMBERED = 80;

/**
 * The tile that has the focus holds the list while it is in sight, else those nearest to the middle: rows are filled
 * anew when a tile comes or goes, and what somebody looks at is what has to stay.
 *
 * @param view what is in sight, in screen pixels from the beginning of the list
 */
export function anchorAt(
  { rows, rowOf }: GridLayout,
  view: { readonly top: number; readonly height: number },
  focusedKey: string | null = null,
): GridAnchor | null {
  const isInSight = ({ top, height }: RowPlace) => top + height > view.top && top < view.top + view.height;
  const middle = view.top + view.height / 2;
  const distance = ({ top, height }: RowPlace) => Math.abs(top + height / 2 - middle);
  const near = rows.filter(isInSight).sort((a, b) => distance(a) - distance(b));
  const places = near.flatMap((row) =>
    row.kind === 'tiles' ? row.tiles.map(({ tile }) => ({ key: tile.key, offset: row.top - view.top })) : [],
  );
  const focused = focusedKey === null ? undefined : rows[rowOf.get(focusedKey) ?? -1];
  if (focusedKey !== null && focused && isInSight(focused))
    places.unshift({ key: focusedKey, offset: focused.top - view.top });
  return places.length > 0 ? { places: places.slice(0, REMEMBERED) } : null;
}

/** Where to scroll so that the list stays where it was held; null when nothing of that is there (yet). */
export function anchoredTop({ rows, rowOf }: GridLayout, { places }: GridAnchor): number | null {
  for (const { key, offset } of places) {
    const row = rows[rowOf.get(key) ?? -1];
    if (row) return Math.max(0, row.top - offset);
  }
  return null;
}
