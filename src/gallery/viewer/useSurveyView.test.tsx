// @vitest-environment happy-dom
import { act, useRef } from 'react';
import { afterEach, expect, it } from 'vitest';
import { mount } from '../../ui/testing/mount.tsx';
import { useSurveyView } from './useSurveyView.ts';

const cell = { width: 200, height: 100 };
const image = { width: 2000, height: 1000 };

function Cells({ ids }: { ids: readonly string[] }) {
  const ref = useRef<HTMLDivElement>(null);
  const { onPointerDown, isUntouched, rect, keys } = useSurveyView(ref, cell, image);
  const { width, x } = rect;
  return (
    // biome-ignore lint/a11y: as in the survey, whose keys are heard around it.
    <div ref={ref} data-rect={JSON.stringify({ width, x })} onClick={keys.z}>
      {ids.map((id) => (
        <div
          key={id}
          id={id}
          onPointerDown={(event) => {
            event.currentTarget.dataset.first = String(isUntouched());
            event.currentTarget.setPointerCapture = () => undefined;
            event.currentTarget.getBoundingClientRect = () => new DOMRect(0, 0, cell.width, cell.height);
            onPointerDown(event);
          }}
        />
      ))}
    </div>
  );
}

let page: ReturnType<typeof mount> | undefined;
afterEach(() => page?.unmount());

const finger = (type: string, pointerId: number, clientX: number, target: Element = document.body) =>
  act(() => {
    target.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId, clientX, clientY: 50 }));
  });
const found = (selector: string) => document.querySelector<HTMLElement>(selector) ?? expect.fail(selector);
const rect = () => JSON.parse(found('[data-rect]').dataset.rect ?? '') as { width: number; x: number };

it('a finger whose picture was rejected under it drags on, and is gone once it is lifted', () => {
  page = mount(<Cells ids={['a', 'b']} />);
  act(() => found('[data-rect]').click());
  const near = rect();
  expect(near.width).toBeGreaterThan(cell.width);

  finger('pointerdown', 1, 100, found('#a'));
  page.rerender(<Cells ids={['b']} />);
  finger('pointermove', 1, 110);
  expect(rect().x).toBeCloseTo(near.x + 10);
  finger('pointerup', 1, 110);

  finger('pointerdown', 2, 100, found('#b'));
  expect(found('#b').dataset.first).toBe('true');
  finger('pointermove', 2, 130, found('#b'));
  expect(rect()).toEqual({ width: near.width, x: expect.closeTo(near.x + 40) });
  finger('pointerup', 2, 130, found('#b'));
});
