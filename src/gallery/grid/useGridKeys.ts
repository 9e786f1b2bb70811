import { type KeyboardEvent, useEffect, useRef } from 'react';
import { isDialogOpen } from '../../ui/isDialogOpen.ts';
import { holdsModKey } from '../../ui/modKey.ts';
import { type KeyPress, pressedKey } from '../../ui/pressedKey.ts';
import { typesText } from '../../ui/typesText.ts';
import type { DeletionQueue } from '../deletion/deletionQueue.ts';
import { lookAt } from '../galleryAddress.ts';
import { openResult } from '../openResult.ts';
import type { useStars } from '../useStars.ts';
import type { TaskActions } from '../useTaskActions.ts';
import { type Direction, type GridLayout, tileBeside } from './gridLayout.ts';
import { deletionKeys } from './selectedTasks.ts';
import type { Tile } from './tiles.ts';
import type { GridSelection } from './useSelection.ts';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

interface GridKeysOptions {
  readonly layout: GridLayout;
  readonly tiles: readonly Tile[];
  /** The tile that has the focus, or would get it. */
  readonly tabStop: string | null;
  readonly selection: GridSelection;
  readonly stars: ReturnType<typeof useStars>;
  readonly actions: TaskActions;
  readonly deletions: { readonly addAll: DeletionQueue['addAll'] };
  readonly focusTile: (key: string) => void;
  /** Of a task that has no result. */
  readonly onOpenTask: (taskId: string) => void;
}

/** Everything in the grid by keys: arrows walk, Space selects, Shift extends, Enter opens, S stars, Delete deletes. */
export function useGridKeys(options: GridKeysOptions) {
  const { layout, tiles, tabStop, selection, stars, deletions, focusTile } = options;
  const walk = (event: KeyboardEvent, direction: Direction) => {
    if (tabStop === null) return;
    const next = tileBeside(layout, tabStop, direction);
    if (event.shiftKey) {
      if (selection.selection.from === null) selection.toggle(tabStop);
      selection.extend(next);
    }
    focusTile(next);
  };
  /** What a key is about: all that is selected, else the tile that has the focus. */
  const meant = (): Tile[] => {
    if (selection.selected.length > 0) return selection.selected;
    const own = tiles.find(({ key }) => key === tabStop);
    return own ? [own] : [];
  };
  const own = () => tiles.find(({ key }) => key === tabStop);
  const keys: Record<string, () => void> = {
    Enter: () => {
      const tile = own();
      if (tile?.result) openResult(tile.result.id);
      else if (tile) options.onOpenTask(tile.task.id);
    },
    ' ': () => tabStop !== null && selection.toggle(tabStop),
    s: () => stars.toggle(meant().flatMap(({ result }) => result ?? [])),
    Delete: () => deletions.addAll(deletionKeys(meant())),
    Backspace: () => deletions.addAll(deletionKeys(meant())),
  };
  /** What is the grid's wherever in it the focus is. */
  const takes = (event: GridKey): boolean => {
    if (event.key === 'Escape') {
      if (selection.isSelecting) selection.clear();
      else lookAt({ screen: null });
      return true;
    }
    if (!holdsModKey(event) || pressedKey(event) !== 'a') return false;
    // The browser would select the words of the page.
    event.preventDefault();
    selection.all();
    return true;
  };
  useUnfocusedKeys(takes);
  return (event: KeyboardEvent) => {
    // Keys of a dialog over it bubble through it as well.
    const isOver = event.target instanceof Node && !event.currentTarget.contains(event.target);
    if (event.defaultPrevented || isOver || typesText(event.target)) return;
    if (takes(event)) return;
    const isOnTile = event.target instanceof Element && event.target.matches('[data-tile]');
    if (!isOnTile || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    const does = keys[pressedKey(event)];
    if (!direction && !does) return;
    event.preventDefault();
    if (direction) walk(event, direction);
    else does?.();
  };
}

type GridKey = KeyPress & Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'preventDefault'>;

/** Keys that are pressed while nothing has the focus, as after the grid was opened. */
function useUnfocusedKeys(takes: (event: GridKey) => boolean): void {
  const latest = useRef(takes);
  useEffect(() => {
    latest.current = takes;
  });
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.target === document.body && !event.defaultPrevented && !isDialogOpen()) latest.current(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
