import { expect, test } from 'vitest';
import { concernsOf } from './fillConcern.ts';
import type { FillFaults } from './fillScore.ts';

function faults(strain: number, severed: number): FillFaults {
  return { drift: 0, misfit: 0, strain, severed, veil: 0, repetition: 0, dullness: 0 };
}

test.each<[string, FillFaults[], string[]]>([
  ['nothing was sought', [], []],
  ['all fits', [faults(3, 0), faults(4, 0.1)], []],
  ['one side of four fits badly', [faults(6.5, 0), faults(3, 0), faults(3, 0), faults(4, 0)], []],
  ['edges end at the border, but all else fits', [faults(4, 0.9), faults(4, 0.9)], []],
  ['nothing fits', [faults(5.6, 0.1), faults(5.8, 0.2)], ['fill-doubtful']],
  [
    'edges end at the border, and the rest hardly fits',
    [faults(5.4, 0.9), faults(5.5, 0.7)],
    ['border-cuts-object'],
  ],
])('where %s', (_, sides, concerns) => {
  expect(concernsOf(sides)).toEqual(concerns);
});
