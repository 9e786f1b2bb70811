import { expect, test } from 'vitest';
import { concernsOf } from './fillConcern.ts';
import type { FillFaults } from './fillScore.ts';

function faults(misfit: number, severed: number): FillFaults {
  return { drift: 0, misfit, strain: 0, severed, veil: 0, repetition: 0, dullness: 0 };
}

test.each<[string, FillFaults[], string[]]>([
  ['nothing was sought', [], []],
  ['all fits', [faults(6, 0), faults(8, 0.1)], []],
  ['one side of four fits badly', [faults(25, 0), faults(5, 0), faults(5, 0), faults(6, 0)], []],
  ['nothing fits', [faults(24, 0.1), faults(26, 0.2)], ['fill-doubtful']],
  [
    'edges end at the border, and the rest hardly fits',
    [faults(15, 0.9), faults(16, 0.7)],
    ['border-cuts-object'],
  ],
])('where %s', (_, sides, concerns) => {
  expect(concernsOf(sides)).toEqual(concerns);
});
