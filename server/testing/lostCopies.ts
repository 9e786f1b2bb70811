import { expect } from 'vitest';
import { type LeasedTask, LeaseLostError } from '../tasks/rows/lease.ts';
import { runStep } from '../tasks/steps/taskSteps.ts';
import type { TestRelay } from './testRelay.ts';

const MAX_ROUNDS = 60;
const signal = new AbortController().signal;

/**
 * Carries the only task to its end by one relay that loses every step: it does each of them, is not heard of until the
 * lease has run out, takes the task again, and the copy that was lost ends while that goes on or long after. One that
 * was stopped at its very beginning does all of its step only then.
 */
export async function carryWithLostCopies(relay: TestRelay): Promise<void> {
  const lost: { leased: LeasedTask; end: () => Promise<boolean> }[] = [];
  const take = async () => (await relay.queue.take('me', { leaseMs: 15_000, limit: 1 })).leased[0];
  const doStep = async (leased: LeasedTask) => {
    const { change } = await runStep(relay.runnerDeps, leased, signal);
    return () => relay.queue.completeStep(leased.lease, change);
  };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const leased = await take();
    if (leased === undefined) return;
    for (const copy of lost) expect(await copy.end()).toBe(false);
    const before = lost.at(-1);
    if (before !== undefined) expect(await doLate(doStep, before.leased)).toBe(false);
    lost.push({ leased, end: await doStep(leased) });
    relay.clock.advance(20_000);
    const again = await take();
    if (again === undefined) throw new Error('A task was lost with its runner.');
    const end = await doStep(again);
    for (const copy of lost) expect(await copy.end()).toBe(false);
    expect(await end()).toBe(true);
    for (const copy of lost) expect(await copy.end()).toBe(false);
    expect(await doLate(doStep, leased)).toBe(false);
    relay.clock.advance(20_000);
  }
  throw new Error(`After ${MAX_ROUNDS} rounds the task has not ended.`);
}

/** A step that finds out by itself that it was lost has nothing to write down. */
async function doLate(
  doStep: (leased: LeasedTask) => Promise<() => Promise<boolean>>,
  leased: LeasedTask,
): Promise<boolean> {
  try {
    return await (await doStep(leased))();
  } catch (error) {
    if (error instanceof LeaseLostError) return false;
    throw error;
  }
}
