import { imagesPaid } from '../plan/quote.ts';
import { totalPrice } from '../price.ts';
import type { PackEntry } from './packEntry.ts';

/** What a pack takes before anybody pays for it. */
export interface PackQuote {
  readonly tasks: number;
  /** Tasks that take more than one request. */
  readonly inSteps: number;
  /** Requests of all tasks, each of which makes one image. */
  readonly requests: number;
  /** Null where nothing is paid, or where nobody said what an image costs. */
  readonly price: string | null;
}

interface Paying {
  readonly isPaid: boolean;
  readonly pricePerImage: string | null;
}

/** Each format is one image. */
export function packQuote(
  entries: readonly Pick<PackEntry, 'steps'>[],
  { isPaid, pricePerImage }: Paying,
): PackQuote {
  const wanted = entries.filter(({ steps }) => steps > 0);
  const requests = wanted.reduce((sum, { steps }) => sum + imagesPaid(steps, 1), 0);
  return {
    tasks: wanted.length,
    inSteps: wanted.filter(({ steps }) => steps > 1).length,
    requests,
    price: isPaid && pricePerImage !== null ? totalPrice(pricePerImage, requests) : null,
  };
}

/** `5 formats · 6 requests, 1 format in steps · $0.18` */
export function packQuoteLabel({ tasks, inSteps, requests, price }: PackQuote, isPaid: boolean): string {
  if (tasks === 0) return 'Nothing to expand yet';
  const steps = inSteps > 0 ? `, ${count(inSteps, 'format')} in steps` : '';
  const cost = isPaid ? (price ?? `${count(requests, 'paid image')}`) : 'free';
  return [count(tasks, 'format'), `${count(requests, 'request')}${steps}`, cost].join(' · ');
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
