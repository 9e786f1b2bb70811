import { expect, test } from 'vitest';
import { CENTRED } from '../../../domain/anchor.ts';
import { ANCHORS, anchorAfter, anchorName, anchorTitle } from './anchors.ts';

test('the nine positions have names, a position between them has none', () => {
  expect(ANCHORS.map(anchorName)).toEqual([
    ...['top left', 'top', 'top right'],
    ...['left', 'centre', 'right'],
    ...['bottom left', 'bottom', 'bottom right'],
  ]);
  expect(anchorName({ x: 0.3, y: 1 })).toBe('as dragged');
  expect(anchorTitle(CENTRED)).toBe('Centre');
});

test.each([
  ['ArrowUp', { x: 0.5, y: 0 }],
  ['ArrowDown', { x: 0.5, y: 1 }],
  ['ArrowLeft', { x: 0, y: 0.5 }],
  ['ArrowRight', { x: 1, y: 0.5 }],
])('%s leads from the centre to %o and no further', (key, anchor) => {
  expect(anchorAfter(key, CENTRED)).toEqual(anchor);
  expect(anchorAfter(key, anchor)).toEqual(anchor);
});

test('other keys lead nowhere', () => {
  expect(anchorAfter('Enter', CENTRED)).toBeNull();
});
