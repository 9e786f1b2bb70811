import { fetchFile } from '../../api/fetchFile.ts';
import { offerFor, offerImageUrl, type RefusedImage, takeOffer } from '../../api/offers.ts';
import { sourceImageUrl } from '../../api/results.ts';
import { ProblemError } from '../../domain/problem.ts';
import { copyName } from './copyName.ts';
import type { RefusedPicture } from './refusedPicture.ts';

/**
 * A refused image as the relay reads it, which makes the copy too: with the file's own values, colours and metadata.
 *
 * @throws ProblemError why no copy can be made, or that the relay does not answer.
 */
export async function readByRelay(
  image: RefusedImage,
  name: string,
  signal: AbortSignal,
): Promise<RefusedPicture> {
  const offered = await offerFor(image, signal);
  const { id, kind, width, height, whole, frames } = offered;
  return {
    ...{ kind, whole, frames, size: { width, height }, keeps: offered },
    frame: async (index, stop = signal) => {
      const file = await fetchFile(offerImageUrl(id, index), name, AbortSignal.any([signal, stop]));
      return await createImageBitmap(file);
    },
    make: async ({ at, frame }) => {
      const { source, ...kept } = await takeOffer(id, { at, frame }, signal).catch(async (cause: unknown) => {
        if (!(cause instanceof ProblemError && cause.code === 'offer-not-found')) throw cause;
        // The relay keeps offers for a while only; the same image is offered under the same name once more.
        const again = await offerFor(image, signal);
        return await takeOffer(again.id, { at, frame }, signal);
      });
      const file = await fetchFile(sourceImageUrl(source.id), copyName(name, source), signal);
      const { isConverted } = offered;
      const made = { width: source.width, height: source.height };
      return {
        ...{ arrival: { file, sourceId: source.id, facts: source }, size: made },
        kept: { ...kept, isConverted },
      };
    },
  };
}
