// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { expect, it } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { undoOutside } from '../../ui/outsideHistory.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { UndoToast } from './UndoToast.tsx';
import { useDeletions } from './useDeletions.ts';

const KEYS = ['a', 'b', 'c'];

/** A grid of tasks, as far as deleting is about it. */
function Grid() {
  const { hidden, waiting, addAll, undo, pause, resume } = useDeletions();
  return (
    <>
      {KEYS.filter((key) => !hidden.has(key)).map((key) => (
        <div key={key} data-tile={`${key}:0`} tabIndex={-1} />
      ))}
      <button type="button" data-delete onClick={() => addAll(['a', 'b'])}>
        Delete
      </button>
      {waiting.length > 0 && <UndoToast taskIds={waiting} onUndo={undo} onHold={pause} onRelease={resume} />}
    </>
  );
}

const page = () =>
  mount(
    <QueryClientProvider client={createQueryClient()}>
      <Grid />
    </QueryClientProvider>,
  );
const tiles = ({ container }: ReturnType<typeof page>) =>
  [...container.querySelectorAll<HTMLElement>('[data-tile]')].map((tile) => tile.dataset.tile);
const press = ({ container }: ReturnType<typeof page>, selector: string) =>
  act(() => container.querySelector<HTMLElement>(selector)?.click());

it('what was deleted at once comes back by one step of undo', () => {
  const grid = page();
  press(grid, '[data-delete]');
  expect(tiles(grid)).toEqual(['c:0']);
  act(() => void undoOutside());
  expect(tiles(grid)).toEqual(['a:0', 'b:0', 'c:0']);
  grid.unmount();
});

it('Undo hands the focus to a tile that came back', () => {
  const grid = page();
  press(grid, '[data-delete]');
  press(grid, '[role=status] button');
  expect(document.activeElement?.getAttribute('data-tile')).toBe('b:0');
  grid.unmount();
});
