import { describe, expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import type { Result } from '../../domain/contract/result.ts';
import {
  comparisonChoices,
  coveredWidth,
  placeIn,
  presentChoice,
  rawFillsFrame,
  rawRect,
  sourceRect,
} from './comparison.ts';

const result = (index: number, more: Partial<Result> = {}): Result => ({
  ...{ id: `r${index}`, index, width: 960, height: 480, fileBytes: 1, sent: null, proof: null, flags: [] },
  ...{ colour: null, isStarred: false },
  ...more,
});

describe('what a result can be compared with', () => {
  const results = [result(0), result(1), result(2)];
  const open = result(1);

  test('the source, the provider’s own picture and the other variants by number', () => {
    const task = sampleTask(1, { provider: 'deerapi', results });
    expect(comparisonChoices(task, open).map(({ label }) => label)).toEqual([
      'Source',
      'As received',
      '1',
      '3',
    ]);
  });

  test('the built-in engine sends nothing that finishing changes', () => {
    const task = sampleTask(1, { provider: 'built-in', results });
    expect(comparisonChoices(task, open).map(({ label }) => label)).toEqual(['Source', '1', '3']);
  });

  test('a choice that this result does not offer falls back to the source', () => {
    const choices = comparisonChoices(sampleTask(1, { provider: 'deerapi', results }), open);
    expect(presentChoice(choices, 'r2').label).toBe('3');
    expect(presentChoice(choices, 'r1').key).toBe('source');
  });
});

test.each([
  [null, true],
  [{ width: 1664, height: 832 }, true],
  [{ width: 1664, height: 896 }, false],
])('a picture sent as %o fills the frame: %s', (sent, fills) => {
  expect(rawFillsFrame(result(0, { sent }))).toBe(fills);
});

describe('the divider', () => {
  const frame = { x: 100, width: 800 };
  test.each([
    [0, 0],
    [0.05, 0],
    [0.5, 400],
    [1, 800],
  ])('at %d of the stage covers %d px of the frame', (share, px) => {
    expect(coveredWidth(share, 1000, frame)).toBe(px);
  });

  test('stays on the stage while a zoomed frame reaches beyond it', () => {
    expect(coveredWidth(0.5, 1000, { x: -3000, width: 8000 })).toBe(3500);
  });
});

describe('where the other picture lies', () => {
  const rect = { x: -1000, y: 50, width: 4000, height: 2000 };

  test('the source lies where the frame has it, and beyond the frame where that cuts', () => {
    const source = { ...sampleTask(1).source, width: 1000, height: 1000 };
    const grown = sampleTask(1, {
      source,
      crop: null,
      expansion: { up: 0, right: 0.5, bottom: 0, left: 0.5 },
    });
    expect(sourceRect(grown, rect)).toEqual({ x: 0, y: 50, width: 2000, height: 2000 });
    const crop = { left: 500, top: 0, width: 500, height: 1000 };
    const cut = sampleTask(1, { source, crop, expansion: { up: 0, right: 3, bottom: 0, left: 0 } });
    expect(sourceRect(cut, rect)).toEqual({ x: -2000, y: 50, width: 2000, height: 2000 });
  });

  test('what was sent in the frame’s shape lies over all of it, another shape whole in its middle', () => {
    expect(rawRect(result(0, { sent: { width: 1664, height: 832 } }), rect)).toEqual(rect);
    const other = rawRect(result(0, { sent: { width: 500, height: 500 } }), rect);
    expect(other).toEqual({ x: 0, y: 50, width: 2000, height: 2000 });
  });

  test('within an element it is placed from that one’s corner', () => {
    const place = placeIn(rect, { x: 0, y: 75, width: 10, height: 20 });
    expect(place).toEqual({ left: 1000, top: 25, width: 10, height: 20 });
  });
});
