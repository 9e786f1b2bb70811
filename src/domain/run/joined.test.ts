import { expect, test } from 'vitest';
import { joined } from './joined.ts';
import { countsOf, leaving, nextPart, type Run, withoutRest, withRedone, withTask } from './run.ts';

const RUN: Run = {
  parts: ['a', 'b'].map((idempotencyKey) => ({
    press: { idempotencyKey },
    ...{ taskId: null, problem: null, isCancelled: false, hasLeft: false, leavesPaused: false },
  })),
  isPaused: false,
  pausedBy: null,
};
const always = () => true;

test('what either of two tabs knows to be a task or cancelled is so', () => {
  const sent = withTask(RUN, 'a', 'task');
  expect(joined(RUN, sent)).toEqual(sent);
  expect(joined(sent, RUN)).toEqual(sent);
  for (const run of [joined(sent, withoutRest(RUN)), joined(withoutRest(sent), RUN)]) {
    expect(nextPart(run, always)).toBeNull();
    expect(countsOf(run)).toMatchObject({ sent: 1, cancelled: 1 });
  }
});

test('one that was cancelled on its way is still asked for', () => {
  const left = leaving(RUN, 'a');
  const cancelled = left && withoutRest(left);
  expect(cancelled && nextPart(joined(cancelled, RUN), always)?.press.idempotencyKey).toBe('a');
  // It left from here, and the other one had the answer before it was cancelled there.
  expect(left && nextPart(joined(left, withoutRest(RUN)), always)).toBeNull();
});

test('one that was asked for once more has no part in what was known of the one before', () => {
  const sent = withTask(RUN, 'a', 'task');
  expect(joined(sent, withRedone(sent, 'a', 'c')).parts[0]?.taskId).toBeNull();
});
