// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mount } from '../../../ui/testing/mount.tsx';
import { ComparisonDivider } from './ComparisonDivider.tsx';

const onShare = vi.fn();
let page: ReturnType<typeof mount>;
let divider: HTMLElement;

beforeEach(() => {
  onShare.mockClear();
  page = mount(<ComparisonDivider share={0.5} onShare={onShare} />);
  const found = page.container.querySelector<HTMLElement>('[role=slider]');
  if (!found) throw new Error('There is no divider.');
  divider = found;
  // The frame lies from 100 to 500 on the page.
  page.container.getBoundingClientRect = () => new DOMRect(100, 0, 400, 300);
});

afterEach(() => page.unmount());

function send(name: string, clientX: number): void {
  const init = { pointerId: 1, pointerType: 'mouse', buttons: 1, button: 0, bubbles: true, clientX };
  act(() => {
    divider.dispatchEvent(new PointerEvent(name, init));
  });
}

it.each([
  [400, 0.75],
  [90, 0],
  [900, 1],
])('dragged to %d on the page it parts the frame at %d', (clientX, share) => {
  send('pointerdown', 300);
  send('pointermove', clientX);
  send('pointerup', clientX);
  expect(onShare).toHaveBeenLastCalledWith(share);
});

it('a drag that the system takes leaves the line where it was', () => {
  send('pointerdown', 300);
  send('pointermove', 400);
  send('pointercancel', 400);
  expect(onShare).toHaveBeenLastCalledWith(0.5);
});

it('moves by arrow keys', () => {
  const press = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true });
  act(() => {
    divider.dispatchEvent(press);
  });
  expect(onShare).toHaveBeenLastCalledWith(0.52);
});
