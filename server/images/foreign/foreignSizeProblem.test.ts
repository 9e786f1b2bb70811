import { expect, test } from 'vitest';
import { foreignSizeProblem } from './foreignSizeProblem.ts';

test.each([
  ['of 8 bits', 10_000, false, null],
  ['of 16 bits', 6400, true, null],
  ['of 16 bits, which takes twice the memory', 10_000, true, 'source-too-large'],
] as const)('a refused one %s and %d rows of 10,000 pixels', (_name, height, isDeep, problem) => {
  expect(foreignSizeProblem({ width: 10_000, height }, { isRefused: true, isDeep })).toBe(problem);
});
