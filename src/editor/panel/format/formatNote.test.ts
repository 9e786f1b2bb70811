import { expect, test } from 'vitest';
import { CENTRED } from '../../../domain/anchor.ts';
import { readCustomFormat } from '../../../domain/customFormat.ts';
import { NO_EXPANSION } from '../../../domain/expansion.ts';
import { solveFormat } from '../../../domain/formatSolver.ts';
import type { Format } from '../../../domain/formats.ts';
import type { Reach } from '../../../domain/reach.ts';
import { formatNote } from './formatNote.ts';

function typed(text: string): Format {
  const format = readCustomFormat(text);
  if ('problem' in format) throw new Error(format.problem);
  return format;
}

function noteOnceSolved(size: Reach, text: string, takesSteps = true) {
  const format = typed(text);
  return formatNote(size, format, { expansion: solveFormat(size, format, CENTRED).expansion, takesSteps });
}

test.each([
  [
    { width: 1200, height: 900 },
    '1080 × 1350',
    /^The result is scaled down to 1080 × 1350, 90% of the frame\.$/,
  ],
  [
    { width: 800, height: 600 },
    '1080 × 1350',
    /^The result is enlarged to 1080 × 1350, 135% of the frame\.$/,
  ],
  [{ width: 1082, height: 900 }, '1080 × 1350', /, 99\.8% of the frame/],
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
  const unset = { expansion: NO_EXPANSION, takesSteps: true };
  const size = { width: 1600, height: 900 };
  expect(formatNote(size, typed('1:1'), unset)).toMatchObject({
    kind: 'left',
    text: 'No longer 1:1.',
    action: 'Back to 1:1',
  });
  expect(formatNote(size, typed('9:16'), unset)).toMatchObject({
    text: 'No longer the nearest to 9:16.',
    action: 'Take the nearest',
  });
});

const video = { width: 1920, height: 1080 };

test('a format beyond one request says in how many steps it is reached, and one click goes there', () => {
  expect(noteOnceSolved(video, '9:16')).toMatchObject({
    kind: 'beyond',
    title: '9:16 takes 2 steps',
    text: expect.stringMatching(/^It takes 3\.16× the image’s area\./),
    action: 'Go beyond, in 2 steps',
  });
  expect(noteOnceSolved({ ...video, goesBeyond: true }, '9:16')).toBeNull();
});

test('a provider that needs no steps says nothing of steps', () => {
  const note = noteOnceSolved(video, '9:16', false);
  expect(note).toMatchObject({ kind: 'beyond', title: '9:16 is beyond 3×', action: 'Go beyond 3×' });
  expect(note?.text).not.toMatch(/step/);
});

test.each([
  [{ width: 1600, height: 900 }, '1:9', /at most 7\.5 times as long/],
  [{ width: 8000, height: 4000 }, '1:2', /at most 100 megapixels/],
  [{ width: 8000, height: 4000, goesBeyond: true }, '1:2', /at most 100 megapixels/],
])('%o reaches %s in no number of steps, and is told why', (size, text, words) => {
  expect(noteOnceSolved(size, text)).toMatchObject({
    kind: 'unreachable',
    title: `${text} is out of reach`,
    text: expect.stringMatching(words),
    action: '',
  });
});
