import { expect, test } from 'vitest';
import { unpackedRle } from './bmpRle.ts';

const END = [0, 1];

test('runs that are as long as they can be cover their pixels', () => {
  const packed = Buffer.from([255, 7, 0, 0, 255, 8, ...END]);
  expect(unpackedRle(packed, { width: 255, height: 2 }, 8)).toEqual(
    Buffer.from([...Array(255).fill(7), ...Array(255).fill(8)]),
  );
});

test('a few bytes cannot claim the memory of a large picture', () => {
  expect(unpackedRle(Buffer.from(END), { width: 400, height: 300 }, 8)).toBeNull();
});
