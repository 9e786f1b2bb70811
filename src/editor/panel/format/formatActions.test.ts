import { expect, test } from 'vitest';
import { CENTRED } from '../../../domain/anchor.ts';
import { NO_EXPANSION } from '../../../domain/expansion.ts';
import { formatOf } from '../../../domain/formatOf.ts';
import type { Format } from '../../../domain/formats.ts';
import { padsOf } from '../../../domain/frame.ts';
import { withAnchor, withFormat } from './formatActions.ts';

const size = { width: 1601, height: 1067 };
const fresh = { formatId: null, expansion: NO_EXPANSION, anchor: CENTRED };

function format(id: string): Format | null {
  return formatOf(id);
}

test('one format after the other leaves the source in the middle, however odd the pixels', () => {
  const square = withFormat(fresh, format('1:1'), size);
  expect(padsOf(size, square.expansion)).toEqual({ up: 267, right: 0, bottom: 267, left: 0 });
  const story = withFormat(square, format('4:5'), size);
  const wide = withFormat(story, format('16:9'), size);
  expect(wide).toMatchObject({ formatId: '16:9', anchor: CENTRED });
  expect(padsOf(size, wide.expansion)).toEqual({ up: 0, right: 148, bottom: 0, left: 148 });
});

test('the source stays where a drag has put it', () => {
  const dragged = { ...fresh, expansion: { ...NO_EXPANSION, up: 0.2 } };
  const square = withFormat(dragged, format('1:1'), size);
  expect(square.anchor).toEqual({ x: 0.5, y: 1 });
  expect(padsOf(size, square.expansion)).toEqual({ up: 534, right: 0, bottom: 0, left: 0 });
});

test('without a format the frame stays as it is', () => {
  const square = withFormat(fresh, format('1:1'), size);
  expect(withFormat(square, null, size)).toEqual({ ...square, formatId: null });
});

test('another anchor moves the source; a frame that has left its format comes back to it', () => {
  const top = { x: 0.5, y: 0 };
  const square = withFormat(fresh, format('1:1'), size);
  expect(padsOf(size, withAnchor(square, top, size).expansion)).toMatchObject({ up: 0, bottom: 534 });
  const free = { formatId: null, expansion: { up: 0.1, right: 0, bottom: 0, left: 0 }, anchor: CENTRED };
  expect(padsOf(size, withAnchor(free, top, size).expansion)).toMatchObject({ up: 0, bottom: 107 });
  const left = { ...square, expansion: { ...square.expansion, right: 0.1 } };
  expect(padsOf(size, withAnchor(left, top, size).expansion)).toEqual({
    up: 0,
    right: 0,
    bottom: 534,
    left: 0,
  });
  const larger = { ...square, expansion: { up: 0.5, right: 0, bottom: 0.5, left: 534 / 1601 } };
  expect(withAnchor(larger, top, size).expansion.right).toBeGreaterThan(0);
});
