// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeView } from '../testing/fakeView.ts';
import { attachResultPointers } from './resultPointers.ts';

let surface: HTMLElement;
let view: ReturnType<typeof fakeView>;
let detach: () => void;

beforeEach(() => {
  surface = document.createElement('div');
  surface.innerHTML = '<div data-own-pointer><button>Keep</button></div>';
  document.body.replaceChildren(surface);
  view = fakeView();
  detach = attachResultPointers(surface, view);
});

afterEach(() => detach());

function send(name: string, init: PointerEventInit, target: Element | null = surface): void {
  const event = { pointerId: 1, pointerType: 'mouse', buttons: 1, bubbles: true, cancelable: true, ...init };
  target?.dispatchEvent(new PointerEvent(name, event));
}

it('moves the view with one pointer, until it is let go', () => {
  send('pointerdown', { clientX: 100, clientY: 50 });
  send('pointermove', { clientX: 130, clientY: 40 });
  send('pointerup', { clientX: 130, clientY: 40 });
  send('pointermove', { clientX: 200, clientY: 40, buttons: 0 });
  expect(view.panBy.mock.calls).toEqual([[{ x: 30, y: -10 }]]);
});

it('zooms with two fingers about what lies between them, and pans no more', () => {
  const finger = { pointerType: 'touch' };
  send('pointerdown', { ...finger, clientX: 100, clientY: 50 });
  send('pointermove', { ...finger, clientX: 110, clientY: 50 });
  send('pointerdown', { ...finger, pointerId: 2, clientX: 210, clientY: 50 });
  send('pointermove', { ...finger, pointerId: 2, clientX: 310, clientY: 50 });
  expect(view.viewport.zoom).toBe(2);
  expect(view.panBy).toHaveBeenCalledOnce();
});

it('leaves the bar and the divider their own pointers, and the other buttons the browser', () => {
  send('pointerdown', { clientX: 100, clientY: 50 }, surface.querySelector('button'));
  send('pointerdown', { clientX: 100, clientY: 50, button: 2 });
  send('pointermove', { clientX: 130, clientY: 50 });
  surface.querySelector('button')?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  expect([view.panBy.mock.calls.length, view.fit.mock.calls.length]).toEqual([0, 0]);
  surface.dispatchEvent(new MouseEvent('dblclick'));
  expect(view.fit).toHaveBeenCalledOnce();
});

it('forgets a pointer that is still down when the result is left', () => {
  send('pointerdown', { clientX: 100, clientY: 50 });
  detach();
  send('pointermove', { clientX: 130, clientY: 50 });
  expect(view.panBy).not.toHaveBeenCalled();
});
