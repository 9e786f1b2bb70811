// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it } from 'vitest';
import { outlineOf } from '../../api/outline.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { mount } from '../../ui/testing/mount.tsx';
import type { GridLayout } from './gridLayout.ts';
import { type Tile, tilesOf } from './tiles.ts';
import { type GridSelection, useSelection } from './useSelection.ts';

const LAYOUT: GridLayout = { rows: [], height: 0, rowOf: new Map(), leftOut: 0 };
const tiles = [1, 2].flatMap((at) => tilesOf([outlineOf(sampleTask(at, { status: 'failed' }))]));

let selection: GridSelection;
function Selecting({ tiles }: { tiles: readonly Tile[] }) {
  selection = useSelection(tiles, LAYOUT);
  return null;
}

it('selecting that was begun lasts without a tile, and ends when the last selected one has left the list', () => {
  const page = mount(<Selecting tiles={tiles} />);
  const [first, second] = tiles as [Tile, Tile];
  act(() => selection.begin());
  page.rerender(<Selecting tiles={[first, second]} />);
  expect(selection.isSelecting).toBe(true);

  act(() => selection.toggle(first.key));
  page.rerender(<Selecting tiles={[second]} />);
  expect(selection.selected).toEqual([]);
  expect(selection.isSelecting).toBe(false);
});
