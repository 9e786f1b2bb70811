import { expect, test } from 'vitest';
import { NO_EXPANSION } from '../expansion.ts';
import { MAX_PROMPT_LENGTH } from '../limits.ts';
import { imageQuote, trayQuote, trayQuoteLabel } from './trayQuote.ts';

const SIZE = { width: 1920, height: 1080 };
const IN_STEPS = { reachesAnyFrame: false, isPaid: true };
const FREE = { reachesAnyFrame: true, isPaid: false };
const wish = { expansion: { ...NO_EXPANSION, right: 0.5 }, prompt: '', n: 1 };
/** 4× the area: two requests. */
const far = { ...wish, expansion: { ...NO_EXPANSION, bottom: 3 } };

test('many images are one quote, and what takes steps or makes several pictures counts for what it takes', () => {
  const quotes = [wish, { ...wish, n: 3 }, far, { ...wish, expansion: NO_EXPANSION }].map((each) =>
    imageQuote(SIZE, each, IN_STEPS),
  );
  const quote = trayQuote(quotes, '$0.03');
  expect(quote).toEqual({ tasks: 3, without: 1, requests: 4, pictures: 6, paidPictures: 6, price: '$0.18' });
  expect(trayQuoteLabel(quote)).toBe('3 images · 4 requests · 6 pictures · $0.18');
});

test('what costs nothing, or nobody knows how much, is said so', () => {
  const free = imageQuote(SIZE, wish, FREE);
  const paid = imageQuote(SIZE, wish, IN_STEPS);
  expect(trayQuoteLabel(trayQuote([free], '$0.03'))).toBe('1 image · 1 request · free');
  expect(trayQuoteLabel(trayQuote([paid], null))).toBe('1 image · 1 request · 1 paid picture');
  expect(imageQuote(SIZE, far, FREE)).toMatchObject({ steps: 1 });
});

test('where no image can be expanded, no sum is named', () => {
  const empty = imageQuote(SIZE, { ...wish, expansion: NO_EXPANSION }, FREE);
  expect(trayQuoteLabel(trayQuote([empty, empty], '$0.03'))).toBe('Nothing to expand yet');
});

test('images of different providers are one quote, in which what is paid is what paid providers make', () => {
  const quotes = [imageQuote(SIZE, far, FREE), imageQuote(SIZE, far, IN_STEPS), imageQuote(SIZE, wish, FREE)];
  expect(trayQuoteLabel(trayQuote(quotes, '$0.03'))).toBe('3 images · 4 requests · $0.06');
  expect(trayQuoteLabel(trayQuote(quotes, null))).toBe('3 images · 4 requests · 2 paid pictures');
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
