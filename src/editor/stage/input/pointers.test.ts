// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_EXPANSION } from '../../../domain/expansion.ts';
import { setExpansion } from '../../state/editorStore.ts';
import { fakeView } from '../testing/fakeView.ts';
import { attachPointers } from './pointers.ts';

const size = { width: 200, height: 100 };
/** On the right edge of the frame, inside it, and beside it. */
const EDGE = { clientX: 300, clientY: 100 };
const INSIDE = { clientX: 200, clientY: 100 };
const OUTSIDE = { clientX: 380, clientY: 100 };

let container: HTMLElement;
let view: ReturnType<typeof fakeView>;
let isSpaceHeld: boolean;
let pointers: ReturnType<typeof attachPointers>;
const drag = { isOn: false, begin: vi.fn(), move: vi.fn(), setModifiers: vi.fn(), end: vi.fn() };

beforeEach(() => {
  vi.clearAllMocks();
  setExpansion(NO_EXPANSION);
  isSpaceHeld = false;
  container = document.createElement('div');
  document.body.replaceChildren(container);
  view = fakeView();
  pointers = attachPointers({ container, view, drag, size, isSpaceHeld: () => isSpaceHeld });
});

afterEach(() => pointers.detach());

function send(name: string, init: PointerEventInit = {}): PointerEvent {
  const event = new PointerEvent(name, {
    pointerId: 1,
    pointerType: 'mouse',
    buttons: 1,
    bubbles: true,
    cancelable: true,
    ...init,
  });
  container.dispatchEvent(event);
  return event;
}

it('drags from an edge once the pointer has left the place of a click, and keeps what it came to', () => {
  send('pointerdown', EDGE);
  send('pointermove', { ...EDGE, clientX: 302 });
  expect(drag.begin).not.toHaveBeenCalled();
  send('pointermove', { ...EDGE, clientX: 303, altKey: true });
  expect(drag.begin).toHaveBeenCalledOnce();
  expect(drag.begin.mock.calls[0]?.[2]).toEqual({ alt: true, shift: false, mod: false });
  send('pointermove', { ...EDGE, clientX: 340 });
  expect(drag.move).toHaveBeenLastCalledWith({ x: 340, y: 100 });
  send('pointerup', { ...EDGE, clientX: 340 });
  expect(drag.end).toHaveBeenCalledExactlyOnceWith('keep');
});

it('leaves a click on an edge without a drag', () => {
  send('pointerdown', EDGE);
  send('pointerup', EDGE);
  expect(drag.begin).not.toHaveBeenCalled();
  expect(drag.end).not.toHaveBeenCalled();
});

it.each([
  ['that the system takes away', () => send('pointercancel')],
  ['that Esc takes back', () => pointers.finish('restore')],
  ['on a stage that goes away', () => pointers.detach()],
])('restores what was before a drag %s', (_, end) => {
  send('pointerdown', EDGE);
  send('pointermove', { ...EDGE, clientX: 340 });
  end();
  expect(drag.end).toHaveBeenCalledExactlyOnceWith('restore');
  send('pointermove', { ...EDGE, clientX: 360 });
  expect(drag.move).toHaveBeenCalledTimes(1);
});

it('keeps a drag whose release nobody heard', () => {
  send('pointerdown', EDGE);
  send('pointermove', { ...EDGE, clientX: 340 });
  send('pointermove', { ...EDGE, clientX: 360, buttons: 0 });
  expect(drag.end).toHaveBeenCalledExactlyOnceWith('keep');
});

it('pans beside the frame, inside one that cannot move, with the middle button, and with Space', () => {
  const pans: [PointerEventInit, boolean][] = [
    [OUTSIDE, false],
    [INSIDE, false],
    [{ ...EDGE, button: 1 }, false],
    [EDGE, true],
  ];
  for (const [at, isSpace] of pans) {
    isSpaceHeld = isSpace;
    send('pointerdown', at);
    expect(container.style.cursor).toBe('grabbing');
    send('pointermove', { ...at, clientX: (at.clientX ?? 0) + 5 });
    send('pointerup', at);
  }
  expect(view.panBy.mock.calls).toEqual(Array(4).fill([{ x: 5, y: 0 }]));
  expect(drag.begin).not.toHaveBeenCalled();
});

it('moves the frame from inside once it is larger than the source', () => {
  setExpansion({ ...NO_EXPANSION, left: 0.5 });
  send('pointerdown', INSIDE);
  send('pointermove', { ...INSIDE, clientX: 220 });
  expect(drag.begin.mock.calls[0]?.[0]).toMatchObject({ handle: [] });
});

it('takes a drag back for a second finger, and pinches', () => {
  send('pointerdown', { ...EDGE, pointerType: 'touch' });
  send('pointermove', { ...EDGE, clientX: 340, pointerType: 'touch' });
  send('pointerdown', { clientX: 240, clientY: 100, pointerType: 'touch', pointerId: 2 });
  expect(drag.end).toHaveBeenCalledExactlyOnceWith('restore');
  send('pointermove', { clientX: 140, clientY: 100, pointerType: 'touch', pointerId: 2 });
  expect(view.viewport.zoom).toBe(2);
  expect(drag.move).toHaveBeenCalledTimes(1);
  send('pointerup', { pointerType: 'touch', pointerId: 2 });
  send('pointerup', { pointerType: 'touch' });
  // And idle again
  send('pointerdown', { ...OUTSIDE, clientX: 5 });
  send('pointermove', { ...OUTSIDE, clientX: 9 });
  expect(view.panBy).toHaveBeenCalledExactlyOnceWith({ x: 4, y: 0 });
});

it('shows what lies under a mouse, and nothing once it has left', () => {
  for (const [at, cursor] of [
    [EDGE, 'ew-resize'],
    [{ clientX: 302, clientY: 148 }, 'nwse-resize'],
    [OUTSIDE, ''],
  ] as const) {
    send('pointermove', { ...at, buttons: 0 });
    expect(container.style.cursor).toBe(cursor);
  }
  isSpaceHeld = true;
  send('pointermove', { ...EDGE, buttons: 0 });
  expect(container.style.cursor).toBe('grab');
  send('pointerleave');
  expect(view.showHover).toHaveBeenLastCalledWith(null);
});

it('leaves what lies on the stage and takes its own events alone', () => {
  container.innerHTML = '<button>Zoom in</button>';
  const press = new PointerEvent('pointerdown', { pointerId: 1, bubbles: true, cancelable: true, ...EDGE });
  container.querySelector('button')?.dispatchEvent(press);
  expect(press.defaultPrevented).toBe(false);
  send('pointermove', { ...EDGE, clientX: 340 });
  expect(drag.begin).not.toHaveBeenCalled();
});

it('focuses the slider of the pressed edge, and leaves a field for anything else', () => {
  container.innerHTML = '<div data-side="right" tabindex="0"></div><textarea></textarea>';
  send('pointerdown', EDGE);
  expect(document.activeElement).toBe(container.querySelector('[data-side]'));
  send('pointerup', EDGE);
  container.querySelector('textarea')?.focus();
  send('pointerdown', OUTSIDE);
  expect(document.activeElement).toBe(document.body);
});

it('keeps the menu of the system away while something is dragged', () => {
  expect(send('contextmenu').defaultPrevented).toBe(false);
  send('pointerdown', OUTSIDE);
  expect(send('contextmenu').defaultPrevented).toBe(true);
});
