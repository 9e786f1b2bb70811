// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followPointer, type PointerDrag, type PointerDragOptions } from './pointerDrag.ts';

const told: string[] = [];
let target: HTMLElement;
let drag: PointerDrag | undefined;

beforeEach(() => {
  told.length = 0;
  target = document.createElement('div');
  document.body.append(target);
});

afterEach(() => {
  drag?.cancel();
  target.remove();
});

function press(options: Partial<PointerDragOptions> = {}): PointerDrag {
  drag = followPointer(new PointerEvent('pointerdown', { pointerId: 7, clientX: 100, clientY: 50 }), {
    target,
    slackPx: 3,
    onStart: () => told.push('start'),
    onMove: (_, by) => told.push(`move ${by.x},${by.y}`),
    onEnd: (event, isDrag) => told.push(`end ${isDrag}${event ? '' : ' by the page'}`),
    onCancel: (event, isDrag) => told.push(`cancel ${isDrag}${event ? '' : ' by the page'}`),
    ...options,
  });
  return drag;
}

function send(name: string, at: Partial<PointerEventInit> = {}): void {
  const init = { pointerId: 7, pointerType: 'mouse', buttons: 1, bubbles: true, clientX: 100, clientY: 50 };
  target.dispatchEvent(new PointerEvent(name, { ...init, ...at }));
}

describe('a drag of a pointer', () => {
  it('begins past the slack, then tells every move from the press', () => {
    press();
    send('pointermove', { clientX: 102, clientY: 52 });
    expect(told).toEqual([]);
    send('pointermove', { clientX: 103, clientY: 53 });
    send('pointermove', { clientX: 90 });
    send('pointerup');
    expect(told).toEqual(['start', 'move 3,3', 'move -10,0', 'end true']);
  });

  it('stays a click within the slack', () => {
    press();
    send('pointermove', { clientX: 101 });
    send('pointerup');
    expect(told).toEqual(['end false']);
  });

  it('looks at one axis alone when it is told to', () => {
    press({ axis: 'x' });
    send('pointermove', { clientY: 90 });
    expect(told).toEqual([]);
    send('pointermove', { clientX: 104, clientY: 90 });
    expect(told).toEqual(['start', 'move 4,40']);
  });

  it('gets the pointer only once it drags, so that a click stays one of what was pressed', () => {
    const capture = vi.spyOn(target, 'setPointerCapture');
    press();
    expect(capture).not.toHaveBeenCalled();
    send('pointermove', { clientX: 120 });
    send('pointermove', { clientX: 130 });
    expect(capture).toHaveBeenCalledExactlyOnceWith(7);
  });

  it('ends when the mouse moves with no button pressed: its release was not heard', () => {
    press();
    send('pointermove', { clientX: 120 });
    send('pointermove', { clientX: 130, buttons: 0 });
    send('pointermove', { clientX: 140 });
    expect(told).toEqual(['start', 'move 20,0', 'end true']);
  });

  it('goes on for a finger, which has no buttons', () => {
    press();
    send('pointermove', { clientX: 120, pointerType: 'touch', buttons: 0 });
    expect(told).toEqual(['start', 'move 20,0']);
  });

  it('is cancelled by the system', () => {
    press();
    send('pointermove', { clientX: 120 });
    send('pointercancel');
    send('pointerup');
    expect(told).toEqual(['start', 'move 20,0', 'cancel true']);
  });

  it('is no other pointer’s', () => {
    press();
    send('pointermove', { clientX: 120, pointerId: 8 });
    send('pointerup', { pointerId: 8 });
    expect(told).toEqual([]);
  });

  it('is ended and taken back by the page, once', () => {
    const drag = press();
    drag.end();
    drag.cancel();
    send('pointerup');
    expect(told).toEqual(['end false by the page']);
    press().cancel();
    expect(told).toEqual(['end false by the page', 'cancel false by the page']);
  });

  it('keeps its moves from the rest of the page', () => {
    const heard = vi.fn();
    document.body.addEventListener('pointermove', heard);
    press();
    send('pointermove', { clientX: 120 });
    expect(heard).not.toHaveBeenCalled();
    send('pointerup');
    send('pointermove', { clientX: 120 });
    expect(heard).toHaveBeenCalledOnce();
  });
});
