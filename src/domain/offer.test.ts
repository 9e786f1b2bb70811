import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeProblem } from './limits.ts';
import { type OfferKind, offerKindOf, offerOf } from './offer.ts';

test.each<[OfferKind, readonly [number, number], readonly [number, number], readonly [number, number]]>([
  ['enlarge', [240, 400], [240, 400], [300, 500]],
  ['enlarge', [900, 200], [500, 200], [750, 300]],
  ['crop', [3000, 1000], [2500, 1000], [2500, 1000]],
  ['crop', [300, 2000], [300, 750], [300, 750]],
  ['shrink', [16_000, 8000], [16_000, 8000], [8000, 4000]],
  ['shrink', [4000, 3000], [4000, 3000], [4000, 3000]],
  ['frame', [320, 320], [320, 320], [320, 320]],
  ['rest', [1600, 900], [1600, 900], [1600, 900]],
])('%s of %j keeps %j and makes %j of it', (kind, [width, height], window, result) => {
  const sizeOf = ([w, h]: readonly [number, number]) => ({ width: w, height: h });
  expect(offerOf(kind, { width, height })).toEqual({ kind, window: sizeOf(window), result: sizeOf(result) });
});

test('whatever is offered can be opened, and only what is there is kept', () => {
  const side = fc.integer({ min: 1, max: 30_000 });
  const kind = fc.constantFrom<OfferKind>('enlarge', 'crop', 'shrink', 'frame', 'rest');
  fc.assert(
    fc.property(kind, side, side, (wanted, width, height) => {
      const offer = offerOf(wanted, { width, height });
      if (offer === null) return;
      expect(sizeProblem(offer.result)).toBeNull();
      expect(offer.window.width).toBeLessThanOrEqual(width);
      expect(offer.window.height).toBeLessThanOrEqual(height);
    }),
  );
});

test('what the image itself cannot mend is not offered', () => {
  expect(offerKindOf('not-an-image')).toBeNull();
  expect(offerKindOf('heic-damaged')).toBeNull();
  expect(offerOf('rest', { width: 400, height: 0 })).toBeNull();
});

test.each([
  [8, false, 32_000_000],
  [16, false, 9_000_000],
  [8, true, 12_000_000],
  [16, true, 6_000_000],
] as const)('what is scaled down at %d bits (alpha: %s) has at most %d pixels', (bits, hasAlpha, most) => {
  const { result } = offerOf('shrink', { width: 9000, height: 9000 }, { bits, hasAlpha }) ?? {};
  const pixels = (result?.width ?? 0) * (result?.height ?? 0);
  expect(pixels).toBeLessThanOrEqual(most);
  expect(pixels).toBeGreaterThan(0.99 * most);
});
