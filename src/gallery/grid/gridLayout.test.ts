import { describe, expect, test } from 'vitest';
import { outlineOf } from '../../api/outline.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import {
  anchorAt,
  anchoredTop,
  type GridMeasures,
  layOutGrid,
  tileBeside,
  tilesIn,
  tilesInOrder,
} from './gridLayout.ts';
import { type Tile, tilesOf } from './tiles.ts';

const measures: GridMeasures = { width: 1000, rowHeight: 200, gap: 4, headHeight: 40, maxHeight: 1e7 };

/** Tiles of tasks with one result each, three a day, of two sources in turn. */
function tiles(count: number): Tile[] {
  return Array.from({ length: count }, (_, step) => {
    const n = count - step;
    const outline = outlineOf(sampleTask(n));
    // Any aspects from 0.45 to 3.25, the same for the same tile.
    const aspect = 0.45 + 2.8 * ((n * 0.618034) % 1);
    return tilesOf([
      {
        ...{ ...outline, width: Math.round(aspect * 1000), height: 1000 },
        createdAt: new Date(Date.UTC(2026, 0, 1, 12) + Math.floor(n / 3) * 86_400_000).toISOString(),
        sourceId: (n % 2 === 0 ? 'a' : 'b').repeat(64),
        status: 'succeeded',
      },
    ]);
  }).flat();
}

describe('rows', () => {
  const layout = layOutGrid(tiles(200), 'plain', measures);
  const full = layout.rows.slice(0, -1);

  test('fill the width exactly, with the gap between tiles and between rows', () => {
    for (const row of full) {
      if (row.kind === 'head') throw new Error('A plain list has no heads.');
      const last = row.tiles.at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBe(measures.width);
      for (const [at, tile] of row.tiles.entries()) {
        const before = row.tiles[at - 1];
        expect(tile.left).toBe(before ? before.left + before.width + measures.gap : 0);
      }
    }
    for (const [at, row] of layout.rows.entries()) {
      const before = layout.rows[at - 1];
      expect(row.top).toBe(before ? before.top + before.height + measures.gap : 0);
    }
  });

  test('come close to the height asked for, and keep aspects', () => {
    for (const row of full) {
      if (row.kind === 'head') continue;
      expect(row.height).toBeGreaterThan(measures.rowHeight * 0.6);
      expect(row.height).toBeLessThan(measures.rowHeight * 1.7);
      for (const { tile, width } of row.tiles.slice(0, -1)) {
        expect(Math.abs(width - row.height * tile.aspect)).toBeLessThan(3);
      }
    }
  });

  test('hold every tile once, in order', () => {
    const keys = layout.rows.flatMap((row) =>
      row.kind === 'tiles' ? row.tiles.map(({ tile }) => tile.key) : [],
    );
    expect(keys).toEqual(tiles(200).map(({ key }) => key));
    expect(layout.leftOut).toBe(0);
  });
});

test('days and sources have heads that count their tiles', () => {
  const heads = (grouping: 'day' | 'source') =>
    layOutGrid(tiles(7), grouping, measures).rows.flatMap((row) => (row.kind === 'head' ? [row.count] : []));
  expect(heads('day')).toEqual([2, 3, 2]);
  expect(heads('source')).toEqual([4, 3]);
});

test.each(['plain', 'day', 'source'] as const)(
  'tiles are walked through as the rows show them: %s',
  (grouping) => {
    const { rowOf } = layOutGrid(tiles(40), grouping, measures);
    expect(tilesInOrder(tiles(40), grouping).map(({ key }) => key)).toEqual([...rowOf.keys()]);
  },
);

test('a list that is longer than browsers scroll ends in time and says how much is left out', () => {
  const layout = layOutGrid(tiles(200), 'plain', { ...measures, maxHeight: 1000 });
  expect(layout.height).toBeLessThan(1500);
  const shown = layout.rows.reduce((sum, row) => sum + (row.kind === 'tiles' ? row.tiles.length : 0), 0);
  expect(layout.leftOut).toBe(200 - shown);
});

test('a rubber band takes what it touches', () => {
  const layout = layOutGrid(tiles(50), 'plain', measures);
  const second = layout.rows[1];
  if (second?.kind !== 'tiles') throw new Error('There is no second row.');
  const [first] = second.tiles;
  expect(tilesIn(layout, { x: 1, y: second.top + 5, width: 2, height: 2 })).toEqual([first?.tile.key]);
  expect(tilesIn(layout, { x: 0, y: second.top, width: 1000, height: second.height })).toEqual(
    second.tiles.map(({ tile }) => tile.key),
  );
});

describe('the list is held where it was', () => {
  const all = tiles(300);
  const before = layOutGrid(all, 'day', measures);
  const scrollTop = before.height / 2;
  const anchor = anchorAt(before, { top: scrollTop, height: 800 });
  if (!anchor) throw new Error('There is nothing in sight.');
  const placeOnScreen = (key: string, layout: typeof before, top: number) => {
    const row = layout.rows[layout.rowOf.get(key) ?? -1];
    return row ? row.top - top : null;
  };

  test.each<[string, Tile[]]>([
    ['when nothing changes', all],
    ['when one is deleted far above', all.toSpliced(4, 1)],
    ['when one arrives', [...tiles(301).slice(0, 1), ...all]],
    ['when the one in the middle is deleted', all.filter(({ key }) => key !== anchor.places[0]?.key)],
  ])('%s', (_name, changed) => {
    const after = layOutGrid(changed, 'day', measures);
    const top = anchoredTop(after, anchor);
    const held = anchor.places.find(({ key }) => after.rowOf.has(key));
    expect(placeOnScreen(held?.key ?? '', after, top ?? -1)).toBe(held?.offset);
  });

  test('by the tile that has the focus, while it is in sight', () => {
    const last = anchor.places.at(-1);
    expect(anchorAt(before, { top: scrollTop, height: 800 }, last?.key)?.places[0]).toEqual(last);
    expect(anchorAt(before, { top: scrollTop, height: 800 }, all[0]?.key)).toEqual(anchor);
  });

  test('and waits while nothing of it is there yet', () => {
    expect(anchoredTop(layOutGrid(all.slice(0, 20), 'day', measures), anchor)).toBeNull();
  });
});

describe('keys go from tile to tile', () => {
  const layout = layOutGrid(tiles(60), 'day', measures);
  const order = [...layout.rowOf.keys()];

  test('right and left are the order of the list, over rows and heads', () => {
    let key = order[0] ?? '';
    for (const expected of order.slice(1)) {
      const next = tileBeside(layout, key, 'right');
      expect(next).toBe(expected);
      expect(tileBeside(layout, next, 'left')).toBe(key);
      key = next;
    }
    expect(tileBeside(layout, key, 'right')).toBe(key);
    expect(tileBeside(layout, key, 'first')).toBe(order[0]);
    expect(tileBeside(layout, order[0] ?? '', 'last')).toBe(key);
  });

  test('down is a tile of the next row', () => {
    const down = tileBeside(layout, order[0] ?? '', 'down');
    expect((layout.rowOf.get(down) ?? 0) - (layout.rowOf.get(order[0] ?? '') ?? 0)).toBeGreaterThanOrEqual(1);
    expect(tileBeside(layout, order.at(-1) ?? '', 'down')).toBe(order.at(-1));
  });
});
