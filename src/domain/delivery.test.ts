import { expect, test } from 'vitest';
import {
  cutBy,
  type DeliverySize,
  deliveredShares,
  deliveredSize,
  deliveryFormats,
  LONGEST_SIDE,
  mostLongestSide,
  typeHolds,
} from './delivery.ts';

const portrait = { width: 1600, height: 2000, formatId: 'instagram-portrait' };

test.each<[string, DeliverySize, [number, number]]>([
  ['as large as it is', { kind: 'full' }, [1600, 2000]],
  ['at its own format', { kind: 'format', formatId: null }, [1080, 1350]],
  ['at a format that is not offered: its own', { kind: 'format', formatId: '4k' }, [1080, 1350]],
  ['at half its size', { kind: 'scale', factor: 0.5 }, [800, 1000]],
  ['at twice its size', { kind: 'scale', factor: 2 }, [3200, 4000]],
  ['by its longest side', { kind: 'longest', px: 1001 }, [801, 1001]],
])('a result %s', (_name, choice, [width, height]) => {
  expect(deliveredSize(portrait, choice)).toEqual({ width, height });
});

test('a shape without pixels is delivered as large as it is; formats of the same shape are offered', () => {
  const shape = { width: 1600, height: 2000, formatId: '4:5' };
  expect(deliveryFormats(shape).map(({ id }) => id)).toContain('instagram-portrait');
  expect(
    deliveredSize({ width: 1600, height: 1700, formatId: null }, { kind: 'format', formatId: null }),
  ).toEqual({
    width: 1600,
    height: 1700,
  });
});

test('the same size is offered once, under the name that the task was made for', () => {
  const linkedIn = deliveryFormats({ ...portrait, formatId: 'linkedin-portrait' });
  expect(linkedIn.filter(({ size }) => size.width === 1080).map(({ id }) => id)).toEqual([
    'linkedin-portrait',
  ]);
});

const tall = { width: 1600, height: 2844, formatId: null };
/** Made for a format whose shape the provider did not keep. */
const odd = { width: 1600, height: 1600, formatId: 'instagram-portrait' };

test.each<[string, DeliverySize, (string | number | boolean)[][]]>([
  [
    'their own formats: the others stay, and one is cut',
    { kind: 'format', formatId: null },
    [
      [1080, 1350, 3, 1, false],
      [1600, 1700, 1, 0, true],
    ],
  ],
  [
    'as they are',
    { kind: 'full' },
    [
      [1600, 2000, 2, 0, true],
      [1600, 1700, 1, 0, true],
      [1600, 1600, 1, 0, true],
    ],
  ],
  [
    'a longest side',
    { kind: 'longest', px: 800 },
    [
      [640, 800, 2, 0, false],
      [753, 800, 1, 0, false],
      [800, 800, 1, 0, false],
    ],
  ],
])('several results at %s', (_name, choice, sizes) => {
  const results = [{ ...tall, height: 1700 }, portrait, odd, portrait];
  const shares = deliveredShares(results, choice);
  expect(
    shares.map(({ size, count, cut, isAsItIs }) => [size.width, size.height, count, cut, isAsItIs]),
  ).toEqual(sizes);
});

test.each([
  [
    [1600, 2000],
    [1080, 1350],
    [0, 0],
  ],
  // A frame in whole pixels is off by less than one.
  [
    [853, 1067],
    [1080, 1350],
    [0, 0],
  ],
  [
    [1600, 2844],
    [1080, 1920],
    [0, 0],
  ],
  [
    [1600, 2000],
    [1000, 1000],
    [0, 250],
  ],
  [
    [2000, 1600],
    [1000, 1000],
    [250, 0],
  ],
] as const)('%j at %j loses %j', ([w, h], [width, height], [acrossX, acrossY]) => {
  expect(cutBy({ width: w, height: h }, { width, height })).toEqual({ width: acrossX, height: acrossY });
});

test.each([
  ['webp', 16_383, 100, true],
  ['webp', 16_384, 100, false],
  ['webp', 10_000, 6400, true],
  ['webp', 10_000, 6401, false],
  ['avif', 16_384, 100, true],
  ['avif', 8192, 4352, true],
  ['avif', 8192, 4353, false],
  ['jpeg', 30_000, 6400, true],
  ['png', 30_000, 6401, false],
] as const)('%s of %i × %i', (type, width, height, holds) => {
  expect(typeHolds(type, { width, height })).toBe(holds);
});

test.each([
  [1895, 1066],
  [500, 540],
  [4000, 4000],
  [2500, 1000],
  [9000, 10],
])(
  'of %d × %d, a file can hold the longest side that is offered, and hardly a longer one',
  (width, height) => {
    const sized = (px: number) => deliveredSize({ width, height, formatId: null }, { kind: 'longest', px });
    const most = mostLongestSide({ width, height });
    expect(typeHolds('png', sized(most))).toBe(true);
    expect(most === LONGEST_SIDE.most || !typeHolds('png', sized(Math.ceil(most * 1.001)))).toBe(true);
  },
);
