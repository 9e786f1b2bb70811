import { expect, test } from 'vitest';
import { coveredRects } from './safeZone.ts';

const frame = { x: -100, y: -50, width: 900, height: 1600 };

test('a story is covered at its top and bottom', () => {
  const [top, bottom, ...more] = coveredRects('instagram-story', frame);
  expect(top).toEqual({ x: -100, y: -50, width: 900, height: expect.closeTo(224, 6) });
  expect(bottom).toEqual({ x: -100, y: 1230, width: 900, height: 320 });
  expect(more).toEqual([]);
});

test('nothing is covered in a plain shape, in another shape than the format’s, or without a format', () => {
  expect(coveredRects('9:16', frame)).toEqual([]);
  expect(coveredRects('instagram-story', { ...frame, width: 990 })).toEqual([]);
  expect(coveredRects(null, frame)).toEqual([]);
});
