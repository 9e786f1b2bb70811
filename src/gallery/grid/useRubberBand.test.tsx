// @vitest-environment happy-dom
import { act, useRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mount } from '../../ui/testing/mount.tsx';
import { useRubberBand } from './useRubberBand.ts';
import type { GridSelection } from './useSelection.ts';

const layout = { rows: [], height: 0, rowOf: new Map(), leftOut: 0 };
const clear = vi.fn();
const touch = vi.fn();

function List() {
  const ref = useRef<HTMLDivElement>(null);
  const selection = { touch } as unknown as GridSelection;
  const { band, handlers } = useRubberBand(ref, ref, { layout, selection });
  return (
    // biome-ignore lint/a11y: as in the grid, whose keys are heard around it.
    <div ref={ref} data-list data-band={band !== null} {...handlers} onClick={clear} />
  );
}

let page: ReturnType<typeof mount>;
beforeEach(() => {
  vi.clearAllMocks();
  page = mount(<List />);
  list().setPointerCapture = () => undefined;
});
afterEach(() => page.unmount());

const list = () => page.container.querySelector<HTMLElement>('[data-list]') ?? expect.fail('no list');
const pointer = (type: string, at: number, buttons: number) =>
  act(() => {
    const place = { clientX: at, clientY: at };
    const mouse = { bubbles: true, button: 0, pointerType: 'mouse', pointerId: 1, ...place, buttons };
    list().dispatchEvent(new PointerEvent(type, mouse));
  });
const click = () =>
  act(() => {
    list().dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
  });

it('the click that ends a band takes nothing of it back, and the next click is one again', () => {
  pointer('pointerdown', 10, 1);
  pointer('pointermove', 100, 1);
  pointer('pointerup', 100, 0);
  click();
  expect(touch).toHaveBeenCalledOnce();
  expect(clear).not.toHaveBeenCalled();
  pointer('pointerdown', 10, 1);
  pointer('pointerup', 10, 0);
  click();
  expect(clear).toHaveBeenCalledOnce();
});

it('a button that was released outside of the window draws no further', () => {
  pointer('pointerdown', 10, 1);
  pointer('pointermove', 100, 1);
  pointer('pointermove', 200, 0);
  pointer('pointermove', 300, 0);
  expect(touch).toHaveBeenCalledOnce();
  expect(list().dataset.band).toBe('false');
});
