import { describe, expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import type { Result } from '../../domain/contract.ts';
import { comparisonChoices, coveredWidth, presentChoice, rawFillsFrame } from './comparison.ts';

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
    expect(comparisonChoices(task, open).map(({ label }) => label)).toEqual(['Source', 'As sent', '1', '3']);
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
