import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { StoppedClock } from '../../testing/testClock.ts';
import { keepLease } from './keepLease.ts';

const LEASE_MS = 20_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** A step under a lease, and a clock that moves with its heartbeat. */
function keep(renew: () => Promise<boolean>) {
  const clock = new StoppedClock();
  const abort = new AbortController();
  const errors: unknown[] = [];
  const letGo = keepLease(
    { leaseUntil: new Date(clock.now().getTime() + LEASE_MS) },
    { leaseMs: LEASE_MS, now: clock.now, abort, renew, onError: (error) => errors.push(error) },
  );
  onTestFinished(letGo);
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1000) {
      clock.advance(1000);
      await vi.advanceTimersByTimeAsync(1000);
    }
  };
  return { signal: abort.signal, errors, pass, clock };
}

const away = () => Promise.reject(new Error('away'));

test('a step goes on as long as its lease is renewed', async () => {
  const { signal, pass } = keep(() => Promise.resolve(true));
  await pass(10 * LEASE_MS);
  expect(signal.aborted).toBe(false);
});

test('a step whose lease was lost is broken off', async () => {
  const { signal, pass } = keep(() => Promise.resolve(false));
  await pass(LEASE_MS / 4);
  expect(signal.aborted).toBe(true);
});

test.each([
  ['that is away', away],
  ['that never answers', () => new Promise<boolean>(() => undefined)],
])(
  'with a database %s, a step is broken off when its lease has run out, and not before',
  async (_, renew) => {
    let isAway = false;
    const { signal, pass } = keep(() => (isAway ? renew() : Promise.resolve(true)));
    await pass(LEASE_MS);
    isAway = true;
    await pass(LEASE_MS - 1000);
    expect(signal.aborted).toBe(false);
    await pass(1000);
    expect(signal.aborted).toBe(true);
  },
);

test('a database that comes back in time is all that a step needs', async () => {
  let isAway = true;
  const { signal, errors, pass } = keep(() => (isAway ? away() : Promise.resolve(true)));
  await pass(LEASE_MS * 0.75 - 1000);
  isAway = false;
  await pass(LEASE_MS * 2);
  expect(signal.aborted).toBe(false);
  expect(errors).toHaveLength(2);
});

test('after a sleep whoever still has the lease goes on', async () => {
  const { signal, pass, clock } = keep(() => Promise.resolve(true));
  clock.advance(3_600_000);
  await pass(LEASE_MS / 4);
  expect(signal.aborted).toBe(false);
});
