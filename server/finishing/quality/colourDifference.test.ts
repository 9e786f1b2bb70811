import { expect, test } from 'vitest';
import { colourDifference, type Lab, labOf } from './colourDifference.ts';

/** From the table of Sharma, Wu and Dalal (2005): pairs that tell wrong implementations. */
test.each([
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, -1, 2], [50, 0, 0], 2.3669],
  [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
  [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
] as const satisfies readonly (readonly [Lab, Lab, number])[])(
  '%j and %j differ by %d',
  (one, other, difference) => {
    expect(colourDifference(one, other)).toBeCloseTo(difference, 4);
    expect(colourDifference(other, one)).toBeCloseTo(difference, 4);
  },
);

test('sRGB levels become the Lab values that the standard gives', () => {
  expect(labOf(255, 255, 255)[0]).toBeCloseTo(100, 2);
  const [l, a, b] = labOf(255, 0, 0);
  expect([l, a, b].map((value) => Math.round(value * 10) / 10)).toEqual([53.2, 80.1, 67.2]);
});
