import type { Expansion } from '../../src/domain/expansion.ts';
import { type FinishProof, seamWord, worseSeam } from '../../src/domain/finishProof.ts';
import { aspectError, type Frame, frameOf } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import type { FillConcern } from '../../src/engine/fillConcern.ts';
import { colourProfileOfGrey } from '../images/colour/imageColour.ts';
import { type OpenedImage, openImage } from '../images/openImage.ts';
import { bitsOf, hasAlpha, type Raster } from '../images/raster.ts';
import type { Row } from '../images/rowImage.ts';
import { writePng } from '../images/writePng.ts';
import { putSourceBack } from './compose.ts';
import { type Composed, composePicture, type PictureRequest } from './composePicture.ts';
import { greyAsColours } from './greyAsColours.ts';
import { greyOf } from './greyPicture.ts';
import { insideDifference } from './insideDifference.ts';
import { type PerceptualSpace, perceptualSpaceOf } from './perceptualSpace.ts';
import type { ImageMap } from './pixels/axisMap.ts';
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
  /** From the frame to what the provider sent, as it was found. */
  readonly map: ImageMap;
  /** What to look at where the built-in engine filled what the picture leaves out. */
  readonly concerns: readonly FillConcern[];
  readonly proof: FinishProof;
}

/** An upstream that rounds its sides to multiples of 64 is at most this far off. */
const MAX_ASPECT_ERROR = 0.04;

/**
 * Makes the designer's own file with more around it: what a provider sent is registered to the source, brought into its
 * colours, sharpness and colour space, and blended along the border; the source's own values go back untouched, at their
 * own depth, with its profile and metadata. Alpha of the source is kept, and that of the new area where the provider
 * sent any for a source that has some.
 *
 * The result is written row by row: needed are the source's values and the picture's, the first twice where levels are
 * linear light, and beside them, measured over five in one thread, 200 MB for a picture of 1.4 MP, 370 MB for 3 MP and
 * 1.2 GB for 11.8 MP; nothing for one that is taken as it is, of which no levels are made; less than 400 MB for one above
 * 24 MP, as its levels are made row by row.
 *
 * @throws Error when either file cannot be decoded.
 */
export async function finish(request: FinishRequest): Promise<Finished> {
  const { size, expansion } = request;
  const frame = frameOf(size, expansion);
  const opened = await openImage(request.sourcePath);
  const source = await opened.ownPixels();
  const { picture, profile, space } = await pictureFor(request, opened, source);
  const isOff = aspectError(picture.sent, size, expansion) > MAX_ASPECT_ERROR;
  const { result, map, found, seam, concerns } = composeIn(space, { source, frame, picture, isOff });
  const { colour, metadata } = opened;
  const kept = await writePng({ path: request.resultPath, image: result, profile, metadata });
  const written = await openImage(request.resultPath);
  const { x: left, y: top } = frame.placement;
  const inside = await written.ownPixels({
    window: { left, top, width: source.width, height: source.height },
  });
  return {
    width: frame.width,
    height: frame.height,
    sent: picture.sent,
    hasAspectMismatch: isOff,
    lacksBottom: isOff && isWithoutBottom(picture.sent, size, expansion),
    map: toSent(map, picture),
    concerns,
    proof: {
      ...found,
      // What fits inside the border may step beside it all the same.
      quality: worseSeam(found.quality, seamWord({ step: seam.step(), redrawn: 0 })),
      seamRatio: seam.ratio(),
      largestDifference: insideDifference(source, inside, { x: 0, y: 0 }),
      colour: {
        in: { space: colour.name, model: colour.model, bits: colour.bits },
        out: {
          space: profile === null ? (result.channels < 3 ? 'grey' : 'sRGB') : written.colour.name,
          model: written.colour.model,
          bits: written.colour.bits,
        },
      },
      metadata: kept,
    },
  };
}

/** A picture that is larger than the frame was placed after it was shrunk. */
function toSent(map: ImageMap, { sent, raster }: ProviderPicture): ImageMap {
  const [across, down] = [sent.width / raster.width, sent.height / raster.height];
  return {
    x: { scale: map.x.scale * across, offset: map.x.offset * across },
    y: { scale: map.y.scale * down, offset: map.y.offset * down },
  };
}

/** A side whose name the provider does not know counts as 0 there, and the frame is paid for without it. */
function isWithoutBottom(sent: Size, size: Size, expansion: Expansion): boolean {
  return expansion.bottom > 0 && aspectError(sent, size, { ...expansion, bottom: 0 }) <= MAX_ASPECT_ERROR;
}

/** In its own space, or in another one where its levels are too far apart: its own values go back as they are. */
function composeIn(space: PerceptualSpace | null, request: PictureRequest): Composed {
  const { source, frame } = request;
  if (space === null) return composePicture(request);
  const made = composePicture({ ...request, source: space.encoded(source) });
  const result = space.decoded(made.result, bitsOf(source));
  // Where grey got colours, its values are three times the same.
  const own = result.channels === source.channels ? source : greyAsColours(source);
  return { ...made, result: { ...result, rows: withOwnValues(result.rows, own, frame) } };
}

function* withOwnValues(rows: Iterable<Row>, source: Raster, frame: Frame): Generator<Row> {
  let y = 0;
  for (const row of rows) {
    putSourceBack(row, source, frame, y);
    yield row;
    y += 1;
  }
}

interface PictureInSpace {
  readonly picture: ProviderPicture;
  /** Of the result. */
  readonly profile: Buffer | null;
  /** That the picture is in, where that is another one than the result's. */
  readonly space: PerceptualSpace | null;
}

/** The provider's picture in the space to reckon in, and the profile that the result will have. */
async function pictureFor(
  { rawPath, resultPath, size, expansion }: FinishRequest,
  { colour }: OpenedImage,
  source: Raster,
): Promise<PictureInSpace> {
  const read = (profile: Buffer | null) =>
    readPicture({
      ...{ file: rawPath, temporaryPath: resultPath, profile, keepsAlpha: hasAlpha(source) },
      most: frameOf(size, expansion),
    });
  if (colour.model === 'rgb') {
    const { profile } = colour;
    const space = colour.isSrgb ? null : perceptualSpaceOf(profile);
    return { picture: await read(colour.isSrgb ? null : (space?.profile ?? profile)), profile, space };
  }
  const picture = await read(null);
  if (isGreyWithinNoise(picture.raster)) {
    const { profile } = colour;
    const space = perceptualSpaceOf(profile);
    const raster = greyOf(picture.raster, space === null ? profile : null);
    return { picture: { ...picture, raster }, profile, space };
  }
  const profile = colourProfileOfGrey(colour);
  const space = perceptualSpaceOf(profile);
  const target = space?.profile ?? profile;
  return { picture: target === null ? picture : await read(target), profile, space };
}
