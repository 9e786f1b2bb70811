import { mayPass } from '../../api/imageCheck.ts';
import { type OfferKind, offerOf } from '../../domain/offer.ts';
import { ProblemError } from '../../domain/problem.ts';
import { readByBrowser } from './browserPicture.ts';
import type { Choice, MadeCopy, RefusedPicture } from './refusedPicture.ts';

/**
 * Where the relay shows an image, and then cannot make a copy of it, the browser does. While the relay is only away or
 * busy, its own copy is worth waiting for: the browser's is another choice.
 */
export function orByBrowser(picture: RefusedPicture, file: File, signal: AbortSignal): RefusedPicture {
  const make = async (choice: Choice) => {
    try {
      return await picture.make(choice);
    } catch (cause) {
      if (signal.aborted || (cause instanceof ProblemError && mayPass(cause))) throw cause;
      return await copyByBrowser(file, picture.kind, choice).catch(() => {
        throw cause;
      });
    }
  };
  return { ...picture, make, makeByBrowser: (choice) => copyByBrowser(file, picture.kind, choice) };
}

/** What both read of the same file may be of another size, of one that breaks off above all. */
async function copyByBrowser(file: File, kind: OfferKind, choice: Choice): Promise<MadeCopy> {
  const picture = await readByBrowser(file, kind);
  const offer = offerOf(kind, picture.size);
  if (offer === null || choice.frame >= picture.frames) throw new ProblemError('image-damaged');
  return await picture.make({ ...choice, offer });
}
