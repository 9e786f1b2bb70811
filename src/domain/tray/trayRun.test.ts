import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countsOf,
  goingOn,
  nextPart,
  paused,
  progressLabel,
  type TrayRun,
  withoutRest,
  withRefusal,
  withRefusedAgain,
  withTask,
} from './trayRun.ts';

const runOf = (count: number): TrayRun => ({
  parts: Array.from({ length: count }, (_, index) => ({
    idempotencyKey: `key ${index}`,
    taskId: null,
    problem: null,
    isCancelled: false,
  })),
  isPaused: false,
  pausedBy: null,
});
const always = () => true;
const LIMIT = { code: 'daily-images-used-up', sentence: 'Used up.' } as const;
const REFUSAL = { code: 'source-not-found', sentence: 'It is gone.' } as const;

test('one whose source is not with the server yet holds up none of the others', () => {
  const ready = ({ idempotencyKey }: { idempotencyKey: string }) => idempotencyKey !== 'key 0';
  expect(nextPart(runOf(2), ready)?.idempotencyKey).toBe('key 1');
  expect(nextPart(withTask(runOf(2), 'key 1', 'task'), ready)).toBeNull();
});

test('a refusal concerns one image, and the next is sent', () => {
  const run = withRefusal(runOf(3), 'key 0', REFUSAL);
  expect(nextPart(run, always)?.idempotencyKey).toBe('key 1');
  expect(progressLabel(run)).toBe('0 of 3 submitted · 1 refused');
  expect(nextPart(withRefusedAgain(run), always)?.idempotencyKey).toBe('key 0');
});

test('a limit stops the run before the image that met it, which is the first to leave when it goes on', () => {
  const run = withRefusal(withTask(runOf(3), 'key 0', 'task'), 'key 1', LIMIT);
  expect(nextPart(run, always)).toBeNull();
  expect(run.pausedBy).toBe('Used up.');
  expect(progressLabel(run)).toBe('1 of 3 submitted · paused');
  expect(countsOf(run)).toEqual({ all: 3, sent: 1, toBeSent: 2, refused: 0, cancelled: 0 });
  expect(nextPart(goingOn(run), always)?.idempotencyKey).toBe('key 1');
});

test('what is cancelled is not sent any more, also when refused ones are', () => {
  const run = withoutRest(paused(withRefusal(runOf(3), 'key 0', REFUSAL)));
  expect(nextPart(run, always)).toBeNull();
  expect(progressLabel(run)).toBe('0 of 3 submitted · 1 refused · 2 not sent');
  expect(nextPart(withRefusedAgain(run), always)?.idempotencyKey).toBe('key 0');
});

test('whatever happens in between, each is a task once at most, under the key that it began with', () => {
  const happening = fc.constantFrom('task', 'refusal', 'limit', 'pause', 'go on', 'again', 'rest');
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
        else if (next !== null && each === 'task') {
          made.push(next.idempotencyKey);
          run = withTask(run, next.idempotencyKey, `task ${made.length}`);
        } else if (next !== null)
          run = withRefusal(run, next.idempotencyKey, each === 'limit' ? LIMIT : REFUSAL);
      }
      expect(new Set(made).size).toBe(made.length);
      const { all, ...rest } = countsOf(run);
      expect(rest.sent).toBe(made.length);
      expect(Object.values(rest).reduce((sum, n) => sum + n, 0)).toBe(all);
      expect(run.parts.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
        runOf(8).parts.map(({ idempotencyKey }) => idempotencyKey),
      );
    }),
  );
});
