import { addsNothing, type Expansion } from '../expansion.ts';
import { MAX_PROMPT_LENGTH } from '../limits.ts';
import { imagesPaid, quoteFor } from '../plan/quote.ts';
import { totalPrice } from '../price.ts';
import { type ProblemCode, problemDetail } from '../problem.ts';
import type { Size } from '../side.ts';

/** What is set for one image. */
interface Wish {
  readonly expansion: Expansion;
  readonly prompt: string;
  readonly n: number;
}

/** What one image of many takes, or why there is no task for it. */
export type ImageQuote =
  | { readonly obstacle: null; readonly steps: number; readonly n: number; readonly isPaid: boolean }
  | { readonly obstacle: string };

interface Expander {
  /** It needs no steps. */
  readonly reachesAnyFrame: boolean;
  readonly isPaid: boolean;
}

/** @param provider the one that is chosen for this image */
export function imageQuote(size: Size, { expansion, prompt, n }: Wish, provider: Expander): ImageQuote {
  const says = (code: ProblemCode) => ({ obstacle: problemDetail(code) });
  if (addsNothing(expansion)) return { obstacle: 'Nothing to add yet: give it a frame.' };
  if (prompt.length > MAX_PROMPT_LENGTH) return says('prompt-too-long');
  const quote = quoteFor(size, expansion, provider);
  if (quote.problem !== null) return says(quote.problem);
  return { obstacle: null, steps: quote.steps, n, isPaid: provider.isPaid };
}

/** What many images take together before anybody pays for it. */
export interface TrayQuote {
  /** Images that there is a task for. */
  readonly tasks: number;
  /** Images for which there is none. */
  readonly without: number;
  readonly requests: number;
  readonly pictures: number;
  /** Of these, those that are paid for. */
  readonly paidPictures: number;
  /** Null where nothing is paid, or where nobody said what an image costs. */
  readonly price: string | null;
}

/** @param pricePerImage as the relay says it, of providers that are paid */
export function trayQuote(quotes: readonly ImageQuote[], pricePerImage: string | null): TrayQuote {
  const wanted = quotes.filter((quote) => quote.obstacle === null);
  const picturesOf = (some: typeof wanted) =>
    some.reduce((sum, { steps, n }) => sum + imagesPaid(steps, n), 0);
  const paidPictures = picturesOf(wanted.filter(({ isPaid }) => isPaid));
  return {
    tasks: wanted.length,
    without: quotes.length - wanted.length,
    requests: wanted.reduce((sum, { steps }) => sum + steps, 0),
    pictures: picturesOf(wanted),
    paidPictures,
    price: paidPictures > 0 && pricePerImage !== null ? totalPrice(pricePerImage, paidPictures) : null,
  };
}

/** `12 images · 14 requests · $0.42` */
export function trayQuoteLabel({ tasks, requests, pictures, paidPictures, price }: TrayQuote): string {
  if (tasks === 0) return 'Nothing to expand yet';
  const cost = paidPictures === 0 ? 'free' : (price ?? count(paidPictures, 'paid picture'));
  const more = pictures > requests ? [count(pictures, 'picture')] : [];
  return [count(tasks, 'image'), count(requests, 'request'), ...more, cost].join(' · ');
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
