import { describe, expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import type { Result } from '../../domain/contract/result.ts';
import type { FinishProof } from '../../domain/finishProof.ts';
import { bestBorderFirst, bordersDiffer, cellsOf, columnsFor } from './thumbnailGrid.ts';

describe('columnsFor', () => {
  test.each([
    ['one image', 1, 16 / 9, 1],
    ['one tall image', 1, 1 / 3, 1],
    ['two', 2, 16 / 9, 2],
    ['two panoramas are stacked', 2, 3, 1],
    ['three fill a row rather than leave a gap', 3, 16 / 9, 3],
    ['four squares', 4, 1, 2],
    ['four tall ones', 4, 1 / 2, 4],
    ['nine', 9, 16 / 9, 3],
    ['nine tall ones', 9, 9 / 16, 4],
    ['nine panoramas fill their rows', 9, 3, 3],
    ['five leave one gap rather than two', 5, 16 / 9, 2],
  ])('%s', (_case, count, aspect, columns) => {
    expect(columnsFor(count, aspect)).toBe(columns);
  });

  test('never makes more columns than images', () => {
    for (let count = 1; count <= 9; count += 1) {
      for (const aspect of [0.2, 0.5, 1, 2, 5]) expect(columnsFor(count, aspect)).toBeLessThanOrEqual(count);
    }
  });
});

const result = (index: number): Result => ({
  id: `r${index}`,
  index,
  width: 10,
  height: 10,
  fileBytes: 1,
  sent: null,
  proof: null,
  colour: null,
  isStarred: false,
  flags: [],
});

describe('cellsOf', () => {
  test('holds the places of results still to come', () => {
    const task = sampleTask(1, { status: 'finishing', n: 3, results: [result(1)] });
    expect(cellsOf(task)).toEqual([null, result(1), null]);
  });

  test('shows what there is once the task has ended', () => {
    const task = sampleTask(1, { status: 'failed', n: 3, results: [result(0)] });
    expect(cellsOf(task)).toEqual([result(0)]);
  });

  test('keeps one empty frame when there is nothing', () => {
    expect(cellsOf(sampleTask(1, { status: 'failed', n: 3 }))).toEqual([null]);
  });
});

describe('the order by border', () => {
  const judged = (index: number, quality: FinishProof['quality'], after: number): Result => ({
    ...result(index),
    proof: {
      largestDifference: 0,
      registration: { isAccepted: true, shift: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, uncertainty: 0 },
      border: { before: 5, after },
      ...{ seamRatio: 1, redrawn: 0, quality, metadata: [], isFilled: false },
      colour: {
        in: { space: 'sRGB', model: 'rgb', bits: 8 },
        out: { space: 'sRGB', model: 'rgb', bits: 8 },
      },
    },
  });

  test('puts the best hidden first, the unknown behind them and what is still to come last', () => {
    const [visible, unknown] = [judged(0, 'visible', 0.2), result(1)];
    const [faint, better, seamless] = [
      judged(2, 'faint', 0.9),
      judged(3, 'faint', 0.4),
      judged(4, 'seamless', 0.5),
    ];
    const order = [visible, null, unknown, faint, better, seamless];
    expect(bestBorderFirst(order)).toEqual([seamless, better, faint, visible, unknown, null]);
  });

  test('is offered where words differ', () => {
    const task = (...results: Result[]) => sampleTask(1, { status: 'succeeded', n: 2, results });
    expect(bordersDiffer(task(judged(0, 'faint', 0.4), judged(1, 'faint', 0.5)))).toBe(false);
    expect(bordersDiffer(task(judged(0, 'faint', 0.4), judged(1, 'visible', 0.5)))).toBe(true);
    expect(bordersDiffer(task(judged(0, 'faint', 0.4)))).toBe(false);
  });
});
