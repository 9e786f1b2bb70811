import { expect, test } from 'vitest';
import { taskProblem, triedByItself } from './taskProblem.ts';

test('what else is said of a problem stays when the words about a retry give way', () => {
  const { detail } = taskProblem('result-unavailable', null);
  const problem = { ...taskProblem('result-unavailable', null), detail: `${detail} 2 of 3 images are kept.` };
  expect(triedByItself(problem).detail).toMatch(/fetched again by itself; .+ 2 of 3 images are kept[.]$/);
  expect(triedByItself(problem).code).toBe('result-unavailable');
});
