import { describe, expect, test } from 'vitest';
import { outlineOf } from '../../api/outline.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { looksLabel, wantingLook } from './selectedTasks.ts';
import { tilesOf } from './tiles.ts';

describe('what wants a look', () => {
  const flags: ProblemCode[][] = [
    [],
    ['fill-doubtful'],
    ['fewer-images'],
    ['fewer-images', 'aspect-mismatch'],
  ];
  const results = flags.map((each, index) => ({
    ...{ id: `r${index}`, index, width: 10, height: 10, fileBytes: 1, flags: each },
    ...{ sent: null, proof: null, colour: null, isStarred: false },
  }));
  const task = sampleTask(1, { status: 'succeeded', n: results.length, results });

  test('is every picture with something to check in it, and none that merely came alone', () => {
    expect(wantingLook(tilesOf([outlineOf(task)])).map(({ result }) => result?.id)).toEqual(['r1', 'r3']);
  });

  test('is not what has no picture', () => {
    expect(wantingLook(tilesOf([outlineOf(sampleTask(2, { status: 'failed' }))]))).toEqual([]);
  });

  test.each([
    [2, 14, '2 of 14 want a look'],
    [1, 14, '1 of 14 wants a look'],
    [2, 2, 'All 2 want a look'],
    [1, 1, 'It wants a look'],
  ])('%i of %i', (looks, selected, words) => {
    expect(looksLabel(looks, selected)).toBe(words);
  });
});
