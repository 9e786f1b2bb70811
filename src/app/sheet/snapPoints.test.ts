import { expect, test } from 'vitest';
import { nearestSnapPoint, nextSnapPoint, tappedSnapPoint } from './snapPoints.ts';

const heights = { peek: 160, half: 440, full: 780 };

test.each([
  [170, 0, 'peek'],
  [299, 0, 'peek'],
  [301, 0, 'half'],
  [500, 0, 'half'],
  [700, 0, 'full'],
  [900, 0, 'full'],
  // A flick reaches the next one from further away, or the one after it.
  [200, 1, 'half'],
  [200, 3, 'full'],
  [430, -1, 'peek'],
  [770, -0.5, 'full'],
])('let go at %d px and %d px a millisecond it settles at %s', (height, speed, stop) => {
  expect(nearestSnapPoint(height, speed, heights)).toBe(stop);
});

test('keys walk up and down and stay at the ends; a tap goes round', () => {
  expect([
    nextSnapPoint('peek', 1),
    nextSnapPoint('full', 1),
    nextSnapPoint('half', -1),
    nextSnapPoint('peek', -1),
  ]).toEqual(['half', 'full', 'peek', 'peek']);
  expect([tappedSnapPoint('peek'), tappedSnapPoint('half'), tappedSnapPoint('full')]).toEqual([
    'half',
    'full',
    'peek',
  ]);
});
