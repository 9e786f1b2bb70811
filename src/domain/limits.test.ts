import { describe, expect, it } from 'vitest';
import { sizeProblem } from './limits.ts';

describe('sizeProblem', () => {
  it.each([
    [300, 300, null],
    [299, 400, 'source-too-small'],
    [400, 299, 'source-too-small'],
    [750, 300, null],
    [753, 300, 'source-too-long'],
    [300, 753, 'source-too-long'],
    [9504, 6336, null],
    [9000, 8000, 'source-too-large'],
  ])('of %d × %d is %s', (width, height, problem) => {
    expect(sizeProblem({ width, height })).toBe(problem);
  });
});
