import { type OfferKind, offerOf } from '../../domain/offer.ts';
import { ProblemError } from '../../domain/problem.ts';
import { readByBrowser } from './browserPicture.ts';
import type { Choice, MadeCopy, RefusedPicture } from './refusedPicture.ts';

/** Where the relay shows an image, and then makes no copy of it, the browser does. */
export function orByBrowser(picture: RefusedPicture, file: File, signal: AbortSignal): RefusedPicture {
  const make = async (choice: Choice) => {
    try {
      return await picture.make(choice);
    } catch (cause) {
      if (signal.aborted) throw cause;
      return await copyByBrowser(file, picture.kind, choice).catch(() => {
        throw cause;
      });
    }
  };
  return { ...picture, make };
}

/** What both read of the same file may be of another size, of one that breaks off above all. */
async function copyByBrowser(file: File, kind: OfferKind, choice: Choice): Promise<MadeCopy> {
  const picture = await readByBrowser(file, kind);
  const offer = offerOf(kind, picture.size);
  if (offer === null || choice.frame >= picture.frames) throw new ProblemError('image-damaged');
  return await picture.make({ ...choice, offer });
}
