import { expect, test } from 'vitest';
import type { DeliveredShare } from '../../domain/delivery.ts';
import { cutSentence, sharesSentence } from './sharesSentence.ts';

function share(width: number, height: number, more: Partial<DeliveredShare> = {}): DeliveredShare {
  return { size: { width, height }, count: 1, cut: 0, isAsItIs: false, ...more };
}
const most = share(1080, 1350, { count: 22, cut: 2 });

test.each<[string, DeliveredShare[], string | null]>([
  ['one size', [most], null],
  [
    'two',
    [most, share(1600, 2844, { count: 6, isAsItIs: true })],
    '22 at 1080 × 1350, 6 at 1600 × 2844 as they are',
  ],
  ['one alone', [most, share(900, 900, { isAsItIs: true })], '22 at 1080 × 1350, 1 at 900 × 900 as it is'],
  [
    'many',
    [most, share(1, 1), share(2, 2), share(3, 3), share(4, 4)],
    '22 at 1080 × 1350, 1 at 1 × 1, 1 at 2 × 2, 2 in 2 other sizes',
  ],
])('%s', (_what, shares, sentence) => {
  expect(sharesSentence(shares)?.replaceAll('\u00a0', ' ') ?? null).toBe(sentence);
});

test('what is cut is counted over all sizes', () => {
  expect(cutSentence([most, share(1, 1, { cut: 1 })])).toBe('3 cut at the edges to fit');
  expect(cutSentence([share(1, 1)])).toBeNull();
});
