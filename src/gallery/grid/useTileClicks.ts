import type { MouseEvent } from 'react';
import { openResult } from '../openResult.ts';
import type { useStars } from '../useStars.ts';
import type { GridLayout } from './gridLayout.ts';
import type { Tile } from './tiles.ts';
import type { GridSelection } from './useSelection.ts';

interface TileClicksOptions {
  readonly layout: GridLayout;
  readonly selection: GridSelection;
  readonly stars: ReturnType<typeof useStars>;
  readonly onFocus: (key: string) => void;
  /** Of a task that has no result. */
  readonly onOpenTask: (taskId: string) => void;
}

/**
 * What a click on a tile does: it opens the result, or the task where there is none; with Shift it selects up to here, with Ctrl or ⌘, on the mark, or
 * while something is selected it takes the tile in or out.
 */
export function useTileClicks({ layout, selection, stars, onFocus, onOpenTask }: TileClicksOptions) {
  const tileAt = (target: EventTarget): Tile | null => {
    const key =
      target instanceof Element ? target.closest<HTMLElement>('[data-tile]')?.dataset.tile : undefined;
    const row = layout.rows[layout.rowOf.get(key ?? '') ?? -1];
    return row?.kind === 'tiles' ? (row.tiles.find(({ tile }) => tile.key === key)?.tile ?? null) : null;
  };
  return {
    onClick: (event: MouseEvent) => {
      const tile = tileAt(event.target);
      if (!tile) {
        const isOnControl = event.target instanceof Element && event.target.closest('button, a');
        if (!isOnControl) selection.clear();
        return;
      }
      onFocus(tile.key);
      const part =
        event.target instanceof Element && event.target.closest<HTMLElement>('[data-part]')?.dataset.part;
      const isTaking = part === 'check' || event.ctrlKey || event.metaKey || selection.isSelecting;
      if (part === 'star' && tile.result) stars.toggle([tile.result]);
      else if (event.shiftKey) selection.extend(tile.key);
      else if (isTaking) selection.toggle(tile.key);
      else if (tile.result) openResult(tile.result.id);
      else onOpenTask(tile.task.id);
    },
  };
}
