import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useScrub } from './useScrub.ts';

/** The name of a field, as far as a scrub needs it. */
class FieldName extends EventTarget {
  setPointerCapture(): void {}
}

let told: string[];
let name: FieldName;

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
  told = [];
  name = new FieldName();
  const { onPointerDown } = useScrub(() => ({
    onScrub: (by) => told.push(`by ${by}`),
    onEnd: () => told.push('end'),
    onCancel: () => told.push('cancel'),
  }));
  const press = { button: 0, isPrimary: true, currentTarget: name, pointerId: 1, clientX: 100 };
  onPointerDown(press as unknown as Parameters<typeof onPointerDown>[0]);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function send(type: string, of: Partial<PointerEvent> = {}): void {
  name.dispatchEvent(Object.assign(new Event(type), { pointerType: 'mouse', buttons: 1, ...of }));
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

it('ends when the mouse was let go unseen', () => {
  send('pointermove', { clientX: 130 });
  send('pointermove', { clientX: 160, buttons: 0 });
  send('pointermove', { clientX: 190 });
  expect(told).toEqual(['by 30', 'end']);
});
