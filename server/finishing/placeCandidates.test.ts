import { expect, test } from 'vitest';
import { mayBeRounded } from './placeCandidates.ts';

test.each([
  ['with both sides rounded down to blocks', { width: 310, height: 260 }, { width: 256, height: 256 }, true],
  ['with both sides rounded up to blocks', { width: 258, height: 310 }, { width: 320, height: 320 }, true],
  ['a small one cut to another shape', { width: 512, height: 400 }, { width: 512, height: 256 }, false],
  ['a large one without a side', { width: 1600, height: 1200 }, { width: 1600, height: 1080 }, false],
])('a picture %s: whether it may be a stretched frame', (_name, frame, sent, expected) => {
  expect(mayBeRounded(frame, sent)).toBe(expected);
});
