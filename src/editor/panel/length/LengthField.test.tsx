// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_EXPANSION } from '../../../domain/expansion.ts';
import { frameOf, padsOf } from '../../../domain/frame.ts';
import type { Side } from '../../../domain/side.ts';
import type { Unit } from '../../../domain/unit.ts';
import { mount } from '../../../ui/testing/mount.tsx';
import { INITIAL_EDITOR_STATE } from '../../state/editorState.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import { undo } from '../../state/history.ts';
import { FrameNote } from '../FrameNote.tsx';
import { frameLengthOf, sideLengthOf } from './editableLength.ts';
import { LengthField } from './LengthField.tsx';

const size = { width: 1600, height: 1066 };

function Fields({ unit }: { unit: Unit }) {
  return (
    <>
      <LengthField label="Left" length={sideLengthOf('left', unit, size)} />
      <LengthField label="Right" length={sideLengthOf('right', unit, size)} />
      <LengthField label="Up" length={sideLengthOf('up', unit, size)} />
      <LengthField label="Width" length={frameLengthOf('x', size)} />
      <LengthField label="Height" length={frameLengthOf('y', size)} />
      <FrameNote size={size} />
    </>
  );
}

let page: ReturnType<typeof mount>;

beforeEach(() => {
  useEditorStore.setState({ ...INITIAL_EDITOR_STATE, sourceKey: 'a source' });
  useEditorStore.temporal.getState().clear();
  page = mount(<Fields unit="px" />);
});

afterEach(() => page.unmount());

type Name = 'Left' | 'Right' | 'Up' | 'Width' | 'Height';

function field(name: Name): HTMLInputElement {
  const labels = [...page.container.querySelectorAll('label')];
  const id = labels.find((label) => label.textContent === name)?.htmlFor;
  const input = id === undefined ? null : document.getElementById(id);
  if (!(input instanceof HTMLInputElement)) throw new Error(`There is no field ${name}.`);
  return input;
}

/** Writes into a field as a keyboard does: React hears of what its own setter did not do. */
function fill(name: Name, text: string): void {
  const input = field(name);
  act(() => input.focus());
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function press(name: Name, key: string, init: KeyboardEventInit = {}): void {
  act(() => {
    field(name).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
    );
  });
}

function type(name: Name, text: string): void {
  fill(name, text);
  press(name, 'Enter');
}

const leave = (name: Name) => act(() => field(name).blur());
const pads = (side: Side) => padsOf(size, useEditorStore.getState().expansion)[side];
const note = () => page.container.querySelector('#frame-note')?.textContent;
const frame = () => {
  const { width, height } = frameOf(size, useEditorStore.getState().expansion);
  return `${width} × ${height}`;
};

describe('what is typed into a field', () => {
  it.each([
    ['1920-1600', 0, 320],
    ['+80', 320, 400],
    ['50%', 400, 800],
    ['/4', 800, 200],
    ['100px', 0, 100],
  ])('%j over %d px is %d px', (text, before, after) => {
    type('Left', String(before));
    type('Left', text);
    expect([pads('left'), field('Left').value]).toEqual([after, String(after)]);
  });

  it('stays with a word on what can be read, until the field is left or Esc takes it back', () => {
    type('Left', '200');
    type('Left', 'much');
    expect(note()).toMatch(/^Type a number, or a sum/);
    expect([field('Left').value, field('Left').getAttribute('aria-invalid')]).toEqual(['much', 'true']);
    leave('Left');
    expect([field('Left').value, note(), pads('left')]).toEqual(['200', '', 200]);

    fill('Left', '12+');
    expect(note()).toBe('');
    press('Left', 'Enter');
    expect(note()).toMatch(/^Type a number, or a sum/);
    press('Left', 'Escape');
    expect([field('Left').value, pads('left')]).toEqual(['200', 200]);
  });

  it('is brought back to what the limits leave, and told', () => {
    type('Right', '640');
    type('Left', '99999');
    // 3 × 1600 − 1600 − 640
    expect(field('Left').value).toBe('2560');
    expect(note()).toBe('Set to 2560 px: the limits leave this side no more.');
    type('Up', '-5');
    expect(note()).toBe('Set to 0 px: a side cuts into the image only with “Allow cropping”.');
    type('Left', '20');
    expect(note()).toBe('');
  });

  it('as width and height of the frame puts the source into the middle of what they add', () => {
    type('Width', '1920');
    fill('Height', '+100');
    leave('Height');
    expect(frame()).toBe('1920 × 1166');
    expect([pads('left'), pads('right'), pads('up'), pads('bottom')]).toEqual([160, 160, 50, 50]);
    type('Width', '9999');
    // 3 × 1066 × 1600 ÷ 1166
    expect([field('Width').value, note()]).toEqual([
      '4388',
      'Set to 4388 px: the limits let the frame be no more wide.',
    ]);
    act(() => undo());
    expect(frame()).toBe('1920 × 1166');
  });

  it('as a width below the image’s own takes nothing from the sides, and says what would', () => {
    type('Left', '200');
    type('Right', '40');
    type('Width', '1000');
    expect([pads('left'), pads('right'), field('Width').value]).toEqual([200, 40, '1840']);
    expect(note()).toBe('Kept as it was: less than the image’s own 1600 px only with “Allow cropping”.');
    // It was no step.
    act(() => undo());
    expect([pads('left'), pads('right')]).toEqual([200, 0]);
    act(() => useEditorStore.setState({ allowsCropping: true }));
    type('Width', '1000');
    expect([field('Width').value, note()]).toEqual(['1000', '']);
    // An arrow key goes as far down as it can, step by step and in sight.
    act(() => undo());
    act(() => useEditorStore.setState({ allowsCropping: false }));
    type('Width', '1605');
    press('Width', 'ArrowDown', { shiftKey: true });
    expect(field('Width').value).toBe('1600');
    expect(note()).toBe('Set to 1600 px: the frame is smaller than the image only with “Allow cropping”.');
  });
});

it('a side is written in its unit, and stepped to fit', () => {
  type('Right', '400');
  page.rerender(<Fields unit="percent" />);
  expect(field('Right').value).toBe('25');
  press('Right', 'ArrowUp');
  expect(field('Right').value).toBe('26');
  press('Right', 'ArrowUp', { shiftKey: true });
  expect(field('Right').value).toBe('36');
  page.rerender(<Fields unit="ratio" />);
  expect(field('Right').value).toBe('0.36');
  press('Right', 'ArrowDown');
  expect(field('Right').value).toBe('0.35');
  type('Right', '100px');
  expect([pads('right'), field('Right').value]).toEqual([100, '0.063']);
});

it('an arrow key that is held is one step', () => {
  press('Left', 'ArrowUp');
  for (let times = 0; times < 5; times += 1) press('Left', 'ArrowUp', { repeat: true });
  expect(field('Left').value).toBe('6');
  act(() => undo());
  expect(useEditorStore.getState().expansion).toEqual(NO_EXPANSION);
});
