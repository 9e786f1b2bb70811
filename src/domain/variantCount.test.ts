import { expect, test } from 'vitest';
import { variantCount } from './variantCount.ts';

const came = (index: number) => ({ index, flags: ['fewer-images'] as const });
const plain = (index: number) => ({ index, flags: [] });

test.each([
  ['all of them', 3, [plain(0), plain(1), plain(2)], 3],
  ['the first was deleted', 3, [plain(1), plain(2)], 3],
  ['two are still to come', 4, [plain(0), plain(1)], 4],
  ['the provider delivered three of five', 5, [came(0), came(1), came(2)], 3],
  ['of these the first was deleted', 5, [came(1), came(2)], 3],
])('variants to count through: %s', (_name, n, results, count) => {
  expect(
    variantCount({ n, results: results.map(({ index, flags }) => ({ index, flags: [...flags] })) }),
  ).toBe(count);
});
