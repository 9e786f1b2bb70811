import { expect, it } from 'vitest';
import { expectedBytes, sampledOf } from './expectedBytes.ts';

const file = (width: number, bytes: number) => ({ width, height: 100, bytes });

it('one file is as large as it was measured', () => {
  expect(expectedBytes([file(321, 0)], [file(321, 12_345)])).toBe(12_345);
});

it('of many, some from the beginning, the middle and the end are measured, and the others have as many bytes to a pixel', () => {
  const files = [100, 300, 100, 300, 200, 200, 100].map((width) => file(width, width * 50));
  const sampled = sampledOf(files);
  expect(sampled).toEqual([files[0], files[3], files[6]]);
  expect(expectedBytes(files, sampled)).toBe(1300 * 50);
});

it('a few are all measured', () => {
  const files = [file(100, 7), file(900, 5)];
  expect(sampledOf(files)).toEqual(files);
  expect(expectedBytes(files, files)).toBe(12);
});
