import { FILL_SETTINGS, type FillSettings } from '../../src/engine/settings.ts';

/** The engine before it chose among several fills, went by what the border lets expect and kept veils out. */
export const ONE_FILL: FillSettings = {
  ...FILL_SETTINGS.normal,
  coarsestRounds: 16,
  candidates: 400,
  pool: null,
  guess: null,
  tone: null,
  veil: null,
};

/** The engine before lines went on and large differences were cut, so that what it was scores in the same run. */
export const FIRST_PASS: FillSettings = {
  ...ONE_FILL,
  lines: null,
  blend: { reach: 0.3, cycles: 2, edge: { step: 50, reach: 0.13 } },
};
