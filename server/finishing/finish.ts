import type { Expansion } from '../../src/domain/expansion.ts';
import type { FinishProof } from '../../src/domain/finishProof.ts';
import { aspectError, frameOf } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import { colourProfileOfGrey } from '../images/colour/imageColour.ts';
import { type OpenedImage, openImage } from '../images/openImage.ts';
import { hasAlpha, type Raster } from '../images/raster.ts';
import { writePng } from '../images/writePng.ts';
import { composePicture } from './composePicture.ts';
import { greyOf } from './greyPicture.ts';
import { insideDifference } from './insideDifference.ts';
import { isGreyWithinNoise, type ProviderPicture, readPicture } from './readPicture.ts';

export interface FinishRequest {
  readonly sourcePath: string;
  /** What the provider sent. */
  readonly rawPath: string;
  /** Gets the finished PNG. */
  readonly resultPath: string;
  /** The source's size as the eye sees it. */
  readonly size: Size;
  readonly expansion: Expansion;
}

export interface Finished extends Size {
  /** Size of what the provider sent, as the eye sees it. */
  readonly sent: Size;
  /** Whether the provider's shape was too far off. */
  readonly hasAspectMismatch: boolean;
  /** Whether it is the shape of a frame whose bottom side is 0. */
  readonly lacksBottom: boolean;
  readonly proof: FinishProof;
}

/** An upstream that rounds its sides to multiples of 64 is at most this far off. */
const LARGEST_ASPECT_ERROR = 0.04;

/**
 * Makes the designer's own file with more around it: what a provider sent is registered to the source, brought into its
 * colours, sharpness and colour space, and blended along the border; the source's own values go back untouched, at their
 * own depth, with its profile and metadata. Alpha of the source is kept, and that of the new area where the provider
 * sent any for a source that has some.
 *
 * Needs about (frame + source) × channels × depth, and 200 MB for a picture of 1.4 MP.
 *
 * @throws Error when either file cannot be decoded.
 */
export async function finish(request: FinishRequest): Promise<Finished> {
  const { size, expansion } = request;
  const frame = frameOf(size, expansion);
  const opened = await openImage(request.sourcePath);
  const source = await opened.ownPixels();
  const { picture, profile } = await pictureFor(request, opened, source);
  const isOff = aspectError(picture.sent, size, expansion) > LARGEST_ASPECT_ERROR;
  const { result, ...found } = composePicture({ source, frame, picture, isOff });
  const metadata = await writePng({
    path: request.resultPath,
    raster: result,
    profile,
    metadata: opened.metadata,
  });
  const written = await openImage(request.resultPath);
  const { colour } = opened;
  return {
    width: frame.width,
    height: frame.height,
    sent: picture.sent,
    hasAspectMismatch: isOff,
    lacksBottom: isOff && isWithoutBottom(picture.sent, size, expansion),
    proof: {
      ...found,
      largestDifference: insideDifference(source, await written.ownPixels(), frame.placement),
      colour: {
        in: { space: colour.name, model: colour.model, bits: colour.bits },
        out: {
          space: profile === null ? (result.channels < 3 ? 'grey' : 'sRGB') : written.colour.name,
          model: written.colour.model,
          bits: written.colour.bits,
        },
      },
      metadata,
    },
  };
}

/** A side whose name the provider does not know counts as 0 there, and the frame is paid for without it. */
function isWithoutBottom(sent: Size, size: Size, expansion: Expansion): boolean {
  return expansion.bottom > 0 && aspectError(sent, size, { ...expansion, bottom: 0 }) <= LARGEST_ASPECT_ERROR;
}

/** The provider's picture in the space that the result will have, and that space's profile. */
async function pictureFor(
  { rawPath, resultPath, size, expansion }: FinishRequest,
  { colour }: OpenedImage,
  source: Raster,
): Promise<{ picture: ProviderPicture; profile: Buffer | null }> {
  const read = (profile: Buffer | null) =>
    readPicture({
      ...{ file: rawPath, temporaryPath: resultPath, profile, keepsAlpha: hasAlpha(source) },
      most: frameOf(size, expansion),
    });
  if (colour.model === 'rgb') {
    const profile = colour.profile;
    return { picture: await read(colour.isSrgb ? null : profile), profile };
  }
  const picture = await read(null);
  if (isGreyWithinNoise(picture.image)) {
    const profile = colour.profile;
    return { picture: { ...picture, image: greyOf(picture.image, profile) }, profile };
  }
  const profile = colourProfileOfGrey(colour);
  return { picture: profile === null ? picture : await read(profile), profile };
}
