import { expect, test } from 'vitest';
import { keptForNext, type RunState } from './betweenTabs.ts';

const runAt = (startedAtMs: number, id = `run ${startedAtMs}`): RunState => ({
  run: { batch: { id }, startedAtMs, parts: [], isPaused: false, pausedBy: null },
  putAway: [],
});
const afterPuttingAway = (...ids: string[]): RunState => ({ run: null, putAway: ids });

test.each<readonly [string, RunState, RunState, boolean]>([
  ['a run where there was none', runAt(1), afterPuttingAway(), true],
  ['a newer run', runAt(2), runAt(1), true],
  ['news of an older run', runAt(1), runAt(2), false],
  ['news of the same run', runAt(2), { ...runAt(2), putAway: ['run 1'] }, true],
  ['news of a run that is put away', runAt(2), afterPuttingAway('run 2'), false],
  ['putting away the run that is kept', afterPuttingAway('run 2'), runAt(2), true],
  ['putting away an older run', afterPuttingAway('run 1'), runAt(2), false],
  ['a tab that never had a run', afterPuttingAway(), runAt(2), false],
])('%s', (_what, now, kept, takesPlace) => {
  const next = keptForNext(now, kept);
  expect(next.run).toBe(takesPlace ? now.run : kept.run);
  expect(next.putAway).toEqual(expect.arrayContaining([...now.putAway, ...kept.putAway]));
});
