// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it } from 'vitest';
import { mount } from '../../ui/testing/mount.tsx';
import type { GridLayout } from './gridLayout.ts';
import { tileElement, useTileFocus } from './useTileFocus.ts';

function Rows({ rows }: { rows: readonly (readonly string[])[] }) {
  const rowOf = new Map(rows.flatMap((row, at) => row.map((key): [string, number] => [key, at])));
  const layout: GridLayout = { rows: [], height: 0, rowOf, leftOut: 0 };
  const { tabStop, handlers } = useTileFocus(layout, rows[0]?.[0] ?? null);
  return (
    <div {...handlers} data-stop={tabStop}>
      {rows.map((row) => (
        <div key={row[0]}>
          {row.map((key) => (
            <div key={key} data-tile={key} tabIndex={-1} />
          ))}
        </div>
      ))}
    </div>
  );
}

const focused = () => document.activeElement?.getAttribute('data-tile');

it('the focus goes along with its tile into another row', () => {
  const page = mount(
    <Rows
      rows={[
        ['a', 'b'],
        ['c', 'd'],
      ]}
    />,
  );
  act(() => tileElement('c')?.focus());
  const before = tileElement('c');
  page.rerender(<Rows rows={[['b', 'c'], ['d']]} />);
  expect(tileElement('c')).not.toBe(before);
  expect(focused()).toBe('c');
  page.unmount();
});

it('no tile takes the focus that was elsewhere, or whose tile is gone', () => {
  const page = mount(<Rows rows={[['a', 'b']]} />);
  act(() => tileElement('b')?.focus());
  act(() => tileElement('b')?.blur());
  page.rerender(<Rows rows={[['b']]} />);
  expect(focused()).toBeNull();
  act(() => tileElement('b')?.focus());
  page.rerender(<Rows rows={[['c']]} />);
  page.rerender(<Rows rows={[['b']]} />);
  expect(focused()).toBeNull();
  page.unmount();
});
