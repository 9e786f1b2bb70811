import { expect, it } from 'vitest';
import { SIDES } from '../domain/side.ts';
import { halfFrame, holePixels, type KnownFrame } from './frameRect.ts';
import type { Level } from './level.ts';
import { carriedShiftMap, emptyShiftMap } from './shiftMap.ts';

function emptyLevel(frame: KnownFrame, scale: number): Level {
  const pixels = new Int32Array(frame.width * frame.height);
  return { ...frame, scale, pixels, hole: holePixels(frame), cover: null };
}

const LEFT = 1 + SIDES.indexOf('left');
const RIGHT = 1 + SIDES.indexOf('right');

/** A frame that is mirrored as deep as it grows, on the left and on the right. */
function sidewaysMirrors({ width, height, known }: KnownFrame): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const x = pixel % width;
    if (x < known.x) return LEFT;
    return x < known.x + known.width ? 0 : RIGHT;
  });
}

it('carries mirrors to twice the size up to the frame’s edges, where a known part of odd lengths has lost its last row and column', () => {
  const frame = { width: 4 + 13 + 6, height: 11, known: { x: 4, y: 0, width: 13, height: 11 } };
  const half = halfFrame(frame);
  const coarse = emptyShiftMap(emptyLevel(half, 2), sidewaysMirrors(half));
  expect(carriedShiftMap(coarse, emptyLevel(frame, 1)).mirrored).toEqual(sidewaysMirrors(frame));
});
