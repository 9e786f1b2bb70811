// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { useScrub } from './useScrub.ts';

let told: string[];
let name: HTMLElement;

beforeEach(() => {
  told = [];
  name = document.createElement('span');
  document.body.replaceChildren(name);
  const { onPointerDown } = useScrub(() => ({
    onScrub: (by) => told.push(`by ${by}`),
    onEnd: () => told.push('end'),
    onCancel: () => told.push('cancel'),
  }));
  const press = { button: 0, isPrimary: true, currentTarget: name, pointerId: 1, clientX: 100, clientY: 0 };
  onPointerDown(press as unknown as Parameters<typeof onPointerDown>[0]);
});

function send(type: string, of: Partial<PointerEventInit> = {}): void {
  const init = { pointerId: 1, pointerType: 'mouse', buttons: 1, bubbles: true };
  name.dispatchEvent(new PointerEvent(type, { ...init, ...of }));
}

it('tells every move from the start, and nothing of a mere click', () => {
  send('pointermove', { clientX: 102 });
  send('pointermove', { clientX: 130 });
  send('pointermove', { clientX: 90, shiftKey: true });
  send('pointerup');
  send('pointermove', { clientX: 200 });
  expect(told).toEqual(['by 30', 'by -100', 'end']);
});

it('is taken back when the finger turns out to scroll', () => {
  send('pointermove', { clientX: 130, pointerType: 'touch' });
  send('pointercancel', { pointerType: 'touch' });
  expect(told).toEqual(['by 30', 'cancel']);
});

it('is taken back by Esc, which nobody else then hears', () => {
  let isHeard = false;
  document.body.addEventListener('keydown', () => {
    isHeard = true;
  });
  send('pointermove', { clientX: 130 });
  name.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  send('pointermove', { clientX: 140 });
  expect(told).toEqual(['by 30', 'cancel']);
  expect(isHeard).toBe(false);
});

it('ends when the mouse was let go unseen', () => {
  send('pointermove', { clientX: 130 });
  send('pointermove', { clientX: 160, buttons: 0 });
  send('pointermove', { clientX: 190 });
  expect(told).toEqual(['by 30', 'end']);
});
