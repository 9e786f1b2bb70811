import { expect, test } from 'vitest';
import { placementStyle } from './placementStyle.ts';

test('the source lies in its frame by shares', () => {
  const frame = { width: 200, height: 100, placement: { x: 50, y: 0 } };
  expect(placementStyle(frame, { width: 100, height: 100 })).toEqual({
    left: '25%',
    top: '0%',
    width: '50%',
    height: '100%',
  });
});
