import { expect, test } from 'vitest';
import { stepRect } from './stepRect.ts';

test('on the screen it is as much smaller as the result is', () => {
  const rect = { x: 1600, y: 0, width: 2400, height: 900 };
  const first = { index: 0, resultId: 'first', flags: [], rect };
  const at = stepRect(first, { width: 5600, height: 900 }, { x: 10, y: 20, width: 560, height: 90 });
  expect(at).toEqual({ x: 170, y: 20, width: 240, height: 90 });
});
