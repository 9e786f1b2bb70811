import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CENTRED } from '../anchor.ts';
import { NO_EXPANSION, withinArea } from '../expansion.ts';
import { formatOf } from '../formatOf.ts';
import { solveFormat } from '../formatSolver.ts';
import { frameOf, hasAspect, padsOf } from '../frame.ts';
import { frameOn, type SizedFrame } from './frameOn.ts';

const FREE: SizedFrame = {
  size: { width: 1000, height: 800 },
  expansion: { up: 0, right: 0.5, bottom: 0.25, left: 0 },
  anchor: CENTRED,
  formatId: null,
  goesBeyond: false,
  allowsCropping: false,
};

test('a frame without a format goes over as shares of the sides, at the anchor of the other image', () => {
  const size = { width: 600, height: 400 };
  const { expansion } = frameOn(size, FREE, { x: 1, y: 0.5 });
  expect(padsOf(size, expansion)).toEqual({ up: 50, right: 0, bottom: 50, left: 300 });
});

test('a format goes over as the format, whatever shape the other image has', () => {
  const square = formatOf('1:1');
  if (!square) throw new Error('There is no square.');
  const { expansion } = solveFormat(FREE.size, square, CENTRED);
  const from = { ...FREE, expansion, formatId: '1:1' };
  const portrait = { width: 400, height: 700 };
  const there = frameOn(portrait, from, { x: 0, y: 0.5 });
  expect(frameOf(portrait, there.expansion)).toMatchObject({ width: 700, height: 700 });
  expect(padsOf(portrait, there.expansion)).toMatchObject({ left: 0, right: 300 });
  expect(there.formatId).toBe('1:1');
});

test('a frame that has left its format goes over as it is', () => {
  const from = { ...FREE, formatId: '1:1' };
  const size = { width: 500, height: 500 };
  expect(padsOf(size, frameOn(size, from, { x: 0, y: 0 }).expansion)).toMatchObject({
    right: 250,
    bottom: 125,
  });
});

test('whatever the sizes, what goes over keeps the limits and reaches the format where that can be reached', () => {
  const length = fc.integer({ min: 300, max: 6000 });
  const size = fc.record({ width: length, height: length });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const anchor = fc.record({ x: share, y: share });
  fc.assert(
    fc.property(size, size, anchor, fc.constantFrom('1:1', '16:9', '4:5', null), (before, after, at, id) => {
      const format = id === null ? null : formatOf(id);
      const expansion = format ? solveFormat(before, format, CENTRED).expansion : FREE.expansion;
      const there = frameOn(after, { ...FREE, size: before, expansion, formatId: id }, at);
      expect(withinArea(there.expansion)).toBe(true);
      if (format && solveFormat(after, format, at).isReached)
        expect(hasAspect(frameOf(after, there.expansion), format.aspect)).toBe(true);
    }),
  );
  expect(
    frameOn({ width: 300, height: 300 }, { ...FREE, expansion: NO_EXPANSION }, CENTRED).expansion,
  ).toEqual(NO_EXPANSION);
});
