import { expect, test } from 'vitest';
import { extended, NOTHING_SELECTED, stillThere, toggled, withTouched } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];

test('a range goes from what was taken last, either way, and keeps what was selected', () => {
  const one = toggled(toggled(NOTHING_SELECTED, 'a'), 'd');
  expect([...extended(one, order, 'b').keys].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect([...extended(one, order, 'e').keys].sort()).toEqual(['a', 'd', 'e']);
  expect([...extended(NOTHING_SELECTED, order, 'c').keys]).toEqual(['c']);
});

test('what is taken twice is out again', () => {
  expect(toggled(toggled(NOTHING_SELECTED, 'a'), 'a').keys.size).toBe(0);
});

test('what is gone is selected no more, and no range begins there', () => {
  const selection = toggled(toggled(NOTHING_SELECTED, 'a'), 'b');
  const left = stillThere(selection, (key) => key !== 'b');
  expect(left).toEqual({ keys: new Set(['a']), from: null });
  expect(stillThere(left, () => true)).toBe(left);
});

test('a rubber band adds to what was selected before it', () => {
  expect([...withTouched(toggled(NOTHING_SELECTED, 'a'), ['c', 'd']).keys]).toEqual(['a', 'c', 'd']);
});
