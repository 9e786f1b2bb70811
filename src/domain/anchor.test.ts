import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchorOf, CENTRED, expansionToSize, meantAnchor } from './anchor.ts';
import { frameOf, padsOf } from './frame.ts';

const size = { width: 400, height: 300 };

test.each([
  [
    { x: 0, y: 0 },
    { up: 0, right: 101, bottom: 200, left: 0 },
  ],
  [CENTRED, { up: 100, right: 50, bottom: 100, left: 51 }],
  [
    { x: 1, y: 1 },
    { up: 200, right: 0, bottom: 0, left: 101 },
  ],
  [
    { x: 0.25, y: 0 },
    { up: 0, right: 76, bottom: 200, left: 25 },
  ],
])('a frame of 501 × 500 at anchor %o', (anchor, pads) => {
  expect(padsOf(size, expansionToSize(size, { width: 501, height: 500 }, anchor))).toEqual(pads);
});

test('a frame smaller than the source cuts into it', () => {
  expect(
    padsOf(size, expansionToSize(size, { width: size.width - 10, height: size.height }, CENTRED)),
  ).toEqual({
    ...{ up: 0, right: -5, bottom: 0, left: -5 },
  });
});

test('an axis that adds nothing keeps the anchor it had', () => {
  const expansion = { up: 0, right: 0, bottom: 0.5, left: 0 };
  expect(anchorOf(size, expansion, { x: 1, y: 1 })).toEqual({ x: 1, y: 0 });
});

const length = fc.integer({ min: 1, max: 9000 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('the frame has the size asked for and the source lies where its anchor says, to the pixel', () => {
  fc.assert(
    fc.property(length, length, length, length, share, share, (width, height, moreX, moreY, x, y) => {
      const source = { width, height };
      const wanted = { width: width + moreX, height: height + moreY };
      const expansion = expansionToSize(source, wanted, { x, y });
      expect(frameOf(source, expansion)).toMatchObject(wanted);
      const anchor = anchorOf(source, expansion);
      expect(Math.abs(anchor.x - x) * moreX).toBeLessThanOrEqual(0.5 + 1e-6);
      expect(Math.abs(anchor.y - y) * moreY).toBeLessThanOrEqual(0.5 + 1e-6);
      expect(expansionToSize(source, wanted, anchor)).toEqual(expansion);
    }),
  );
});

test('an anchor that was set stands, whatever whole pixels made of it; one that was dragged away from does not', () => {
  const halved = expansionToSize(size, { width: 501, height: 500 }, CENTRED);
  expect(anchorOf(size, halved).x).not.toBe(0.5);
  expect(meantAnchor(size, halved, CENTRED)).toEqual(CENTRED);
  expect(meantAnchor(size, halved, { x: 0, y: 0 })).toEqual(CENTRED);
  const atStart = { ...halved, left: 0 };
  expect(meantAnchor(size, atStart, CENTRED)).toEqual({ x: 0, y: 0.5 });
  const between = expansionToSize(size, { width: 500, height: 300 }, { x: 0.3, y: 1 });
  expect(meantAnchor(size, between, { x: 0.9, y: 0.9 })).toEqual({ x: 0.3, y: 0.9 });
});
