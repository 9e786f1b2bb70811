import { describe, expect, test } from 'vitest';
import { sampleTask } from '../api/sampleTask.ts';
import type { Result } from '../domain/contract.ts';
import { cellsOf, columnsFor } from './thumbnailGrid.ts';

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

describe('cellsOf', () => {
  const result = (index: number): Result => ({
    id: `r${index}`,
    index,
    width: 10,
    height: 10,
    fileBytes: 1,
    sent: null,
    flags: [],
  });

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
