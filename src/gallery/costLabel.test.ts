import { expect, test } from 'vitest';
import type { Charge, Task } from '../domain/contract/task.ts';
import type { ProblemCode } from '../domain/problem.ts';
import { costLabel, retryCostLabel } from './costLabel.ts';

const charge = (change: Partial<Charge>): Charge => ({
  ...{ units: null, quota: null, listPrice: null, billing: [] },
  ...change,
});
const task: Pick<Task, 'provider' | 'charges' | 'status' | 'problem' | 'n' | 'plan'> = {
  ...{ provider: 'deerapi', charges: [], status: 'succeeded', problem: null, n: 3, plan: null },
};
const step = { width: 1, height: 1, placement: { x: 0, y: 0 }, resultId: null, flags: [] };
const priced = { pricePerImage: '$0.03' };

test.each<[string, Partial<typeof task>, string | null]>([
  [
    'what the provider says',
    { charges: [charge({ units: '1.5' })] },
    '1.5 units deducted, as the provider reports',
  ],
  [
    'every submit that it told of',
    { charges: [charge({ units: '1' }), charge({ quota: '0.21' })] },
    '1 unit + 0.21 of the balance deducted, as the provider reports',
  ],
  ['else the stated price, marked as such', {}, '$0.09 at the stated price'],
  ['a bill without an amount: the stated price', { charges: [charge({})] }, '$0.09 at the stated price'],
  [
    'an image of each step before the last',
    { plan: { steps: [step, step], step: 1 } },
    '$0.12 at the stated price',
  ],
  ['in doubt', { status: 'uncertain' }, 'unknown whether it was charged'],
  ['failed and not charged', { status: 'failed' }, 'the provider reported no charge'],
  [
    'failed and charged',
    { status: 'failed', charges: [charge({ units: '3' })] },
    '3 units deducted, as the provider reports',
  ],
  [
    'failed after steps that were made',
    { status: 'failed', plan: { steps: [step, step, step], step: 2 } },
    '2 of 3 steps made, $0.06 at the stated price',
  ],
  [
    'a first step whose picture has the wrong shape',
    { status: 'failed', problem: problemOf('aspect-mismatch'), plan: { steps: [step, step], step: 0 } },
    '1 of 2 steps made, $0.03 at the stated price',
  ],
  [
    'a picture that was made and cannot be fetched',
    { status: 'failed', problem: problemOf('result-unavailable') },
    'unknown whether it was charged',
  ],
  [
    'cancelled: nothing beside its own sentence',
    { status: 'cancelled', problem: problemOf('cancelled-running') },
    null,
  ],
  [
    'cancelled after it was charged',
    {
      ...{ status: 'cancelled', problem: problemOf('cancelled-running') },
      charges: [charge({ units: '3' })],
    },
    '3 units deducted, as the provider reports',
  ],
  ['the engine', { provider: 'built-in' }, 'free'],
])('%s', (_name, change, label) => {
  expect(costLabel({ ...task, ...change }, priced)).toBe(label);
});

test('without a price and without a charge nothing is said', () => {
  expect(costLabel(task, { pricePerImage: null })).toBeNull();
});

test.each([
  ['of a plan: the steps that are left', { plan: { steps: [step, step, step], step: 1 } }, '$0.12'],
  ['of the last step: its images', { plan: { steps: [step, step], step: 1 } }, '$0.09'],
])('a retry %s', (_name, change, price) => {
  const failed = { ...task, ...change, status: 'failed' as const, problem: null };
  const goesOn = 'A retry goes on with step 2, for';
  expect(retryCostLabel(failed, priced)).toBe(`${goesOn} ${price} at most.`);
  expect(retryCostLabel({ ...failed, n: 1 }, { pricePerImage: null })).toMatch(/\d paid images? at most/);
});

test('a retry that pays for all of it, or for nothing, needs no word', () => {
  const failed = { ...task, status: 'failed' as const, problem: null };
  expect(retryCostLabel(failed, priced)).toBeNull();
  expect(retryCostLabel({ ...failed, plan: { steps: [step, step], step: 0 } }, priced)).toBeNull();
  const begun = { plan: { steps: [step, step], step: 1 } };
  for (const status of ['succeeded', 'uncertain', 'processing'] as const) {
    expect(retryCostLabel({ ...failed, ...begun, status }, priced)).toBeNull();
  }
});

function problemOf(code: ProblemCode): NonNullable<Task['problem']> {
  return { code, detail: code, upstream: null };
}
