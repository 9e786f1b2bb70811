import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countsOf,
  goingOn,
  leaving,
  nextPart,
  paused,
  progressLabel,
  type Run,
  type RunPart,
  withoutRest,
  withRedone,
  withRefusal,
  withRefusedAgain,
  withTask,
} from './run.ts';

const runOf = (count: number): Run => ({
  parts: Array.from({ length: count }, (_, index) => ({
    press: { idempotencyKey: `key ${index}` },
    taskId: null,
    problem: null,
    isCancelled: false,
    hasLeft: false,
    leavesPaused: false,
  })),
  isPaused: false,
  pausedBy: null,
});
const always = () => true;
const LIMIT = { code: 'daily-images-used-up', sentence: 'Used up.' } as const;
const REFUSAL = { code: 'source-not-found', sentence: 'It is gone.' } as const;

function left(run: Run, idempotencyKey: string): Run {
  const now = leaving(run, idempotencyKey);
  if (now === null) throw new Error('It may not leave.');
  return now;
}

test('one whose source is not with the server yet holds up none of the others', () => {
  const ready = ({ press }: RunPart) => press.idempotencyKey !== 'key 0';
  expect(nextPart(runOf(2), ready)?.press.idempotencyKey).toBe('key 1');
  expect(nextPart(withTask(runOf(2), 'key 1', 'task'), ready)).toBeNull();
});

test('a refusal concerns one image, and the next is sent', () => {
  const run = withRefusal(runOf(3), 'key 0', REFUSAL);
  expect(nextPart(run, always)?.press.idempotencyKey).toBe('key 1');
  expect(progressLabel(run)).toBe('0 of 3 submitted · 1 refused');
  expect(nextPart(withRefusedAgain(run), always)?.press.idempotencyKey).toBe('key 0');
});

test('a page in the place of the server refuses one image and holds up the rest, which all can go on', () => {
  const run = withRefusal(runOf(3), 'key 0', { code: 'answered-by-another', sentence: 'Something else.' });
  expect(nextPart(run, always)).toBeNull();
  expect(run.pausedBy).toBe('Something else.');
  expect(progressLabel(run)).toBe('0 of 3 submitted · 1 refused · paused');
  expect(nextPart(goingOn(run), always)?.press.idempotencyKey).toBe('key 1');
  expect(nextPart(withRefusedAgain(run, 'key 0'), always)?.press.idempotencyKey).toBe('key 0');
  const cancelled = withoutRest(
    withRefusal(withoutRest(left(runOf(1), 'key 0')), 'key 0', {
      ...{ code: 'answered-by-another', sentence: 'Something else.' },
    }),
  );
  expect(countsOf(cancelled)).toMatchObject({ cancelled: 1, beingCancelled: 0 });
});

test('a limit stops the run before the image that met it, which is the first to leave when it goes on', () => {
  const run = withRefusal(withTask(runOf(3), 'key 0', 'task'), 'key 1', LIMIT);
  expect(nextPart(run, always)).toBeNull();
  expect(run.pausedBy).toBe('Used up.');
  expect(progressLabel(run)).toBe('1 of 3 submitted · paused');
  expect(countsOf(run)).toEqual({
    all: 3,
    sent: 1,
    toBeSent: 2,
    refused: 0,
    cancelled: 0,
    beingCancelled: 0,
  });
  expect(nextPart(goingOn(run), always)?.press.idempotencyKey).toBe('key 1');
});

test('what is cancelled is not sent any more, also when refused ones are', () => {
  const run = withoutRest(paused(withRefusal(runOf(3), 'key 0', REFUSAL)));
  expect(nextPart(run, always)).toBeNull();
  expect(progressLabel(run)).toBe('0 of 3 submitted · 1 refused · 2 not sent');
  expect(nextPart(withRefusedAgain(run), always)?.press.idempotencyKey).toBe('key 0');
});

test('one that is cancelled on its way is asked for until it is answered, whatever the answer is', () => {
  const cancelled = withoutRest(left(runOf(2), 'key 0'));
  expect(progressLabel(cancelled)).toBe('0 of 2 submitted · 1 being cancelled · 1 not sent');
  expect(nextPart(cancelled, () => false)?.press.idempotencyKey).toBe('key 0');
  expect(leaving(cancelled, 'key 1')).toBeNull();

  const taken = withTask(cancelled, 'key 0', 'task');
  expect(nextPart(taken, always)).toBeNull();
  expect(progressLabel(taken)).toBe('1 of 2 submitted · 1 not sent');
  for (const refusal of [LIMIT, REFUSAL]) {
    const refused = withRefusal(cancelled, 'key 0', refusal);
    expect(nextPart(refused, always)).toBeNull();
    expect(refused.isPaused).toBe(false);
    expect(progressLabel(refused)).toBe('0 of 2 submitted · 2 not sent');
  }
});

test('what a limit refused has not been taken: cancelled then, it is never asked for', () => {
  const refused = withRefusal(left(runOf(1), 'key 0'), 'key 0', LIMIT);
  expect(nextPart(withoutRest(refused), always)).toBeNull();
});

test('one that was refused is sent again alone, and one that is a task is asked for once more under another key', () => {
  const run = withRefusal(
    withRefusal(withTask(runOf(3), 'key 2', 'task'), 'key 0', REFUSAL),
    'key 1',
    REFUSAL,
  );
  const again = withRefusedAgain(run, 'key 1');
  expect(again.parts.map(({ problem }) => problem)).toEqual([REFUSAL.sentence, null, null]);

  const redone = withRedone(withTask(again, 'key 1', 'other task'), 'key 2', 'key 9');
  expect(redone.parts.map(({ taskId }) => taskId)).toEqual([null, 'other task', null]);
  expect(nextPart(redone, always)?.press.idempotencyKey).toBe('key 9');
  // Told of it a second time, under a key that is no longer there.
  expect(withRedone(redone, 'key 2', 'key 10')).toEqual(redone);
});

test('what is sent again or asked for once more leaves alone, and the rest of a run that is paused stays paused', () => {
  const limited = withRefusal(withTask(runOf(3), 'key 0', 'task'), 'key 1', LIMIT);
  const redone = withRedone(limited, 'key 0', 'key 9');
  expect(nextPart(redone, always)?.press.idempotencyKey).toBe('key 9');
  expect(progressLabel(redone)).toBe('0 of 3 submitted · paused');
  expect(progressLabel(withRefusedAgain(paused(withRefusal(runOf(1), 'key 0', REFUSAL))))).toBe(
    '0 of 1 submitted',
  );
  const sent = withTask(left(redone, 'key 9'), 'key 9', 'other task');
  expect(nextPart(sent, always)).toBeNull();
  expect(sent).toMatchObject({ isPaused: true, pausedBy: LIMIT.sentence });

  const byHand = paused(withRefusal(runOf(3), 'key 0', REFUSAL));
  const again = withRefusedAgain(byHand);
  expect(nextPart(again, always)?.press.idempotencyKey).toBe('key 0');
  expect(nextPart(withTask(left(again, 'key 0'), 'key 0', 'task'), always)).toBeNull();
  // Paused once more before it left, or met by a limit: it waits as all do.
  expect(nextPart(paused(again), always)).toBeNull();
  expect(nextPart(withRefusal(left(again, 'key 0'), 'key 0', LIMIT), always)).toBeNull();
  expect(nextPart(paused(goingOn(again)), always)).toBeNull();
});

test('paused while its source was on the way, an image does not leave', () => {
  expect(leaving(paused(runOf(1)), 'key 0')).toBeNull();
});

test('whatever happens in between, each is a task once at most, under the key that it began with', () => {
  const happening = fc.constantFrom('task', 'refusal', 'limit', 'pause', 'go on', 'again', 'rest', 'leave');
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      let run = runOf(8);
      const made: string[] = [];
      for (const each of happenings) {
        const next = nextPart(run, always);
        if (each === 'pause') run = paused(run);
        else if (each === 'go on') run = goingOn(run);
        else if (each === 'again') run = withRefusedAgain(run);
        else if (each === 'rest') run = withoutRest(run);
        else if (next !== null && each === 'leave') run = left(run, next.press.idempotencyKey);
        else if (next !== null && each === 'task') {
          made.push(next.press.idempotencyKey);
          run = withTask(run, next.press.idempotencyKey, `task ${made.length}`);
        } else if (next !== null)
          run = withRefusal(run, next.press.idempotencyKey, each === 'limit' ? LIMIT : REFUSAL);
      }
      expect(new Set(made).size).toBe(made.length);
      const { all, ...rest } = countsOf(run);
      expect(rest.sent).toBe(made.length);
      expect(Object.values(rest).reduce((sum, n) => sum + n, 0)).toBe(all);
      expect(run.parts.map(({ press }) => press.idempotencyKey)).toEqual(
        runOf(8).parts.map(({ press }) => press.idempotencyKey),
      );
    }),
  );
});
