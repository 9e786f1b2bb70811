import { expect, test } from 'vitest';
import { CENTRED } from '../../domain/anchor.ts';
import { readCustomFormat } from '../../domain/customFormat.ts';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { solveFormat } from '../../domain/formatSolver.ts';
import type { Format } from '../../domain/formats.ts';
import type { Size } from '../../domain/side.ts';
import { formatNote } from './formatNote.ts';

function typed(text: string): Format {
  const format = readCustomFormat(text);
  if ('problem' in format) throw new Error(format.problem);
  return format;
}

function noteOnceSolved(size: Size, text: string) {
  const format = typed(text);
  return formatNote(size, format, solveFormat(size, format, CENTRED).expansion);
}

test.each([
  [{ width: 1200, height: 900 }, '1080 × 1350', /^1080 × 1350 is 90 % of the frame, so .* scaled down\.$/],
  [{ width: 800, height: 600 }, '1080 × 1350', /^1080 × 1350 is 135 % of the frame: .* enlarged to it\.$/],
  [{ width: 1082, height: 900 }, '1080 × 1350', /is 99\.8 % of the frame/],
  [{ width: 1080, height: 900 }, '1080 × 1350', /^The frame is exactly 1080 × 1350\.$/],
  [{ width: 1080, height: 1350 }, '1080 × 1350', /^Your image has this shape already\. The frame is exactly/],
  [{ width: 1600, height: 900 }, '16:9', /^Your image has this shape already\.$/],
])('%o brought to %s', (size, text, words) => {
  expect(noteOnceSolved(size, text)).toMatchObject({ kind: 'fits', text: expect.stringMatching(words) });
});

test('a shape that is met needs no words', () => {
  expect(noteOnceSolved({ width: 1200, height: 900 }, '1:1')).toBeNull();
});

test('a frame that has left its format is told the way back', () => {
  const size = { width: 1600, height: 900 };
  expect(formatNote(size, typed('1:1'), NO_EXPANSION)).toMatchObject({
    kind: 'left',
    text: 'No longer 1:1.',
    action: 'Solve again',
  });
  expect(formatNote(size, typed('9:16'), NO_EXPANSION)).toMatchObject({
    text: 'No longer the nearest to 9:16.',
    action: 'Take the nearest',
  });
});

test.each([
  [{ width: 1920, height: 1080 }, '9:16', /takes 3\.16× .* choose 9:16 again: that takes 1\.05×\.$/],
  [{ width: 3001, height: 1000 }, '1:1', /takes 3\.01× .* that takes 1\.00×\.$/],
  [{ width: 1000, height: 1000 }, '4:1', /takes 4\.00× .* too long to go on from\.$/],
  [{ width: 8000, height: 4000 }, '9:16', /too large to go on from\.$/],
  [{ width: 1600, height: 900 }, '1:6', /that comes nearer\.$/],
])('%o cannot be brought to %s at once, and is told why and what then', (size, text, words) => {
  const note = noteOnceSolved(size, text);
  expect(note).toMatchObject({ kind: 'unreachable', text: expect.stringMatching(words) });
  expect(note?.title).toBe(`${text} is out of reach in one go`);
});
