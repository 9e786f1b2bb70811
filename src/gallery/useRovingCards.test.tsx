// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Button } from '../ui/Button.tsx';
import { TabStop } from '../ui/tabStop.ts';
import { mount } from '../ui/testing/mount.tsx';
import { useRovingCards } from './useRovingCards.ts';

function Cards({ ids }: { ids: readonly string[] }) {
  const { currentId, ...roving } = useRovingCards(ids);
  return (
    <ol {...roving}>
      {ids.map((id) => (
        <li key={id} id={id} tabIndex={id === currentId ? 0 : -1}>
          <TabStop value={id === currentId ? 0 : -1}>
            <Button>{`Open ${id}`}</Button>
          </TabStop>
        </li>
      ))}
    </ol>
  );
}

let page: ReturnType<typeof mount>;

beforeEach(() => {
  page = mount(<Cards ids={['a', 'b', 'c']} />);
});

afterEach(() => page.unmount());

/** What Tab reaches, by its id or its words. */
const tabStops = () =>
  [...page.container.querySelectorAll<HTMLElement>('li, button')]
    .filter((element) => element.tabIndex === 0)
    .map((element) => element.id || element.textContent);
const press = (key: string) =>
  act(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });

it('Tab reaches one card of the list and what is in it', () => {
  expect(tabStops()).toEqual(['a', 'Open a']);
});

it('arrows go from card to card and stay at the ends', () => {
  act(() => page.container.querySelector<HTMLElement>('#a button')?.focus());
  press('ArrowDown');
  expect(document.activeElement?.id).toBe('b');
  expect(tabStops()).toEqual(['b', 'Open b']);
  press('End');
  press('ArrowDown');
  expect(document.activeElement?.id).toBe('c');
  press('Home');
  expect(document.activeElement?.id).toBe('a');
});

it('a card that goes gives its place to the first one, and one that comes takes nothing away', () => {
  act(() => page.container.querySelector<HTMLElement>('#b button')?.focus());
  page.rerender(<Cards ids={['new', 'a', 'b', 'c']} />);
  expect(tabStops()).toEqual(['b', 'Open b']);
  page.rerender(<Cards ids={['new', 'a', 'c']} />);
  expect(tabStops()).toEqual(['new', 'Open new']);
});
