import { expect, test } from 'vitest';
import { type RunState, takesPlaceOf } from './takesPlaceOf.ts';

const runAt = (startedAtMs: number, id = `run ${startedAtMs}`): RunState => ({
  run: { batch: { id }, startedAtMs },
  putAway: null,
});
const afterPuttingAway = (id: string | null): RunState => ({ run: null, putAway: id });

test.each<readonly [string, RunState, RunState, boolean]>([
  ['a run where there was none', runAt(1), afterPuttingAway(null), true],
  ['a newer run', runAt(2), runAt(1), true],
  ['news of an older run', runAt(1), runAt(2), false],
  ['news of the same run', runAt(2), runAt(2), true],
  ['putting away the run that is kept', afterPuttingAway('run 2'), runAt(2), true],
  ['putting away an older run', afterPuttingAway('run 1'), runAt(2), false],
  ['a tab that never had a run', afterPuttingAway(null), runAt(2), false],
])('%s', (_what, now, kept, expected) => {
  expect(takesPlaceOf(now, kept)).toBe(expected);
});
