import { expect, test } from 'vitest';
import { newsWaitMs } from './newsWait.ts';

test.each([1, 19, 32])('%i runs are waited for as long as is worth it', (runs) => {
  expect(newsWaitMs(runs)).toBe(1750);
});

test.each([33, 200, 1000])(
  '%i runs wait no longer, all in all, than as many as may wait the longest',
  (runs) => {
    expect(newsWaitMs(runs)).toBeLessThan(1750);
    expect(runs * newsWaitMs(runs)).toBeCloseTo(32 * newsWaitMs(32));
  },
);
