import {
  type OfferChoice,
  type Offered,
  type OfferTaken,
  offeredSchema,
  offerTakenSchema,
} from '../domain/contract/offers.ts';
import { readAnswer } from './answer.ts';
import { request } from './request.ts';
import { whileSignedIn } from './session.ts';
import { sendFile } from './sources.ts';

/** A file that was refused, or where it is on the web. */
export type RefusedImage = File | { readonly url: string };

/** What the relay can make of an image that is refused. Throws as `request` does. */
export function offerFor(image: RefusedImage, signal: AbortSignal): Promise<Offered> {
  if (image instanceof Blob) {
    return whileSignedIn(
      async () => readAnswer(offeredSchema, await sendFile('/api/offers', image, { signal })),
      signal,
    );
  }
  const { url } = image;
  return request(offeredSchema, '/api/offers/from-url', { method: 'POST', json: { url }, signal });
}

/** Has the copy made, which is a source then. Throws as `request` does. */
export function takeOffer(id: string, choice: OfferChoice, signal: AbortSignal): Promise<OfferTaken> {
  return request(offerTakenSchema, `/api/offers/${id}/take`, { method: 'POST', json: choice, signal });
}

export function offerImageUrl(id: string, frame: number): string {
  return `/api/offers/${id}/image?frame=${frame}`;
}
