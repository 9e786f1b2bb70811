import { expect, test } from 'vitest';
import type { Charge, Task } from '../domain/contract/task.ts';
import { costLabel } from './costLabel.ts';

const charge = (change: Partial<Charge>): Charge => ({
  ...{ units: null, quota: null, listPrice: null, billing: [] },
  ...change,
});
const task: Pick<Task, 'provider' | 'charges' | 'status' | 'n' | 'plan'> = {
  ...{ provider: 'deerapi', charges: [], status: 'succeeded', n: 3, plan: null },
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
  ['the engine', { provider: 'built-in' }, 'free'],
])('%s', (_name, change, label) => {
  expect(costLabel({ ...task, ...change }, priced)).toBe(label);
});

test('without a price and without a charge nothing is said', () => {
  expect(costLabel(task, { pricePerImage: null })).toBeNull();
});
