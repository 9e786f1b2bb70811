import { expect, test } from 'vitest';
import { NO_EXPANSION } from '../expansion.ts';
import { MAX_PROMPT_LENGTH } from '../limits.ts';
import { imageQuote, trayQuote, trayQuoteLabel } from './trayQuote.ts';

const SIZE = { width: 1920, height: 1080 };
const IN_STEPS = { reachesAnyFrame: false };
const wish = { expansion: { ...NO_EXPANSION, right: 0.5 }, prompt: '', n: 1 };
/** 4× the area: two requests. */
const far = { ...wish, expansion: { ...NO_EXPANSION, bottom: 3 } };

test('many images are one quote, and what takes steps or makes several pictures counts for what it takes', () => {
  const quotes = [wish, { ...wish, n: 3 }, far, { ...wish, expansion: NO_EXPANSION }].map((each) =>
    imageQuote(SIZE, each, IN_STEPS),
  );
  const quote = trayQuote(quotes, { isPaid: true, pricePerImage: '$0.03' });
  expect(quote).toEqual({ tasks: 3, without: 1, requests: 4, pictures: 6, price: '$0.18' });
  expect(trayQuoteLabel(quote, true)).toBe('3 images · 4 requests · 6 pictures · $0.18');
});

test('what costs nothing, or nobody knows how much, is said so', () => {
  const one = [imageQuote(SIZE, wish, IN_STEPS)];
  expect(trayQuoteLabel(trayQuote(one, { isPaid: false, pricePerImage: '$0.03' }), false)).toBe(
    '1 image · 1 request · free',
  );
  expect(trayQuoteLabel(trayQuote(one, { isPaid: true, pricePerImage: null }), true)).toBe(
    '1 image · 1 request · 1 paid picture',
  );
  expect(imageQuote(SIZE, far, { reachesAnyFrame: true })).toMatchObject({ steps: 1 });
});

test('an image without a task says why', () => {
  expect(imageQuote(SIZE, { ...wish, expansion: NO_EXPANSION }, IN_STEPS).obstacle).toBe(
    'Nothing to add yet: give it a frame.',
  );
  const long = { ...wish, prompt: 'x'.repeat(MAX_PROMPT_LENGTH + 1) };
  expect(imageQuote(SIZE, long, IN_STEPS).obstacle).toMatch(/prompt/i);
  const huge = { ...wish, expansion: { ...NO_EXPANSION, right: 900 } };
  expect(imageQuote(SIZE, huge, IN_STEPS).obstacle).toMatch(/\.$/);
});
