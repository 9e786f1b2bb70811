// @vitest-environment happy-dom
import { act, useState } from 'react';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { mount } from './testing/mount.tsx';
import { useFigureEntry } from './useFigureEntry.ts';

let set: number[] = [];

function Field() {
  const [value, setValue] = useState(3);
  const { note, noteId, input } = useFigureEntry({
    ...{ least: 1, most: 9, value },
    onValue: (next) => {
      set.push(next);
      setValue(next);
    },
  });
  return (
    <>
      <input {...input} />
      <p id={noteId}>{note}</p>
    </>
  );
}

let page: ReturnType<typeof mount>;

beforeEach(() => {
  set = [];
  page = mount(<Field />);
});

afterEach(() => page.unmount());

function field(): HTMLInputElement {
  const input = page.container.querySelector('input');
  if (!input) throw new Error('There is no field.');
  return input;
}

/** Writes into the field as a keyboard does: React hears of what its own setter did not do. */
function fill(text: string): void {
  act(() => field().focus());
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function press(key: string, init: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  act(() => void field().dispatchEvent(event));
  return event;
}

const leave = () => act(() => field().blur());
const note = () => page.container.querySelector('p')?.textContent;

test.each([
  ['7', '7', ''],
  ['९', '9', ''],
  ['٤', '4', ''],
  ['2,0', '2', ''],
  ['２', '2', ''],
  ['+2', '5', ''],
  ['', '3', ''],
  ['10', '9', 'Set to 9: whole numbers from 1 to 9.'],
  ['0', '1', 'Set to 1: whole numbers from 1 to 9.'],
  ['2.4', '2', 'Set to 2: whole numbers from 1 to 9.'],
  ['many', '3', '“many” is no number: 3 stays.'],
  ['2+', '3', '“2+” is no number: 3 stays.'],
  ['50%', '3', '“50%” is no number: 3 stays.'],
])('%j typed over 3 comes to %s, and the note is %j', (text, value, words) => {
  fill(text);
  leave();
  expect([field().value, note()]).toEqual([value, words]);
});

it('sets what it takes while it is typed, and Esc takes that back', () => {
  fill('7');
  expect([set, field().value]).toEqual([[7], '7']);
  fill('70');
  expect(set).toEqual([7]);
  press('Escape');
  expect([set, field().value]).toEqual([[7, 3], '3']);
});

it('tells at once what can never be read, and what is typed next takes the words away', () => {
  fill('m');
  expect(note()).toBe('“m” is no number: 3 stays.');
  expect(field().getAttribute('aria-describedby')).toBe(page.container.querySelector('p')?.id);
  fill('4');
  expect([note(), field().getAttribute('aria-describedby')]).toEqual(['', null]);
});

it('is not submitted past while it cannot be read', () => {
  fill('two');
  expect(press('Enter', { ctrlKey: true }).defaultPrevented).toBe(true);
  fill('12');
  expect(press('Enter', { ctrlKey: true }).defaultPrevented).toBe(false);
  expect(field().value).toBe('9');
});

it('is stepped by the arrow keys within its range', () => {
  press('ArrowUp');
  expect(field().value).toBe('4');
  press('ArrowDown', { shiftKey: true });
  expect([field().value, set]).toEqual(['1', [4, 1]]);
});
