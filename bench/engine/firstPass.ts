import { FILL_SETTINGS, type FillSettings } from '../../src/engine/settings.ts';

/** The engine before lines went on and large differences were cut, so that what it was scores in the same run. */
export const FIRST_PASS: FillSettings = {
  ...FILL_SETTINGS.normal,
  lines: null,
  blend: { reach: 0.3, cycles: 2, edge: { step: 50, reach: 0.13 } },
};
