import { rm, writeFile } from 'node:fs/promises';
import type { Size } from '../../src/domain/side.ts';
import { makeMatrixProfile } from '../images/colour/matrixProfile.ts';
import { matrixOfPrimaries, SRGB_PRIMARIES } from '../images/colour/primaries.ts';
import { srgbCurve } from '../images/colour/transferCurve.ts';
import { type OpenedImage, openImage } from '../images/openImage.ts';
import { iccChunk, withChunks } from '../images/pngChunks.ts';
import { channelCount, colourChannels, isOpaque, type Raster, unitsPerLevel } from '../images/raster.ts';
import { rasterToSharp } from '../images/rasterToSharp.ts';
import { sharp } from '../images/sharpSetup.ts';
import { inRoom } from './kernel/room.ts';
import { levelReader } from './kernel/rowReader.ts';
import type { FloatImage, Plane } from './pixels/floatImage.ts';

export interface ProviderPicture {
  /** In the source's colour space; at 16 bits where that is another one than its own. */
  readonly raster: Raster;
  /** As the provider sent it, upright. */
  readonly sent: Size;
}

interface ReadRequest {
  readonly file: string;
  /** The space to convert to; null for sRGB. */
  readonly profile: Buffer | null;
  /** A path that may be written to for a while. */
  readonly temporaryPath: string;
  /** Whether transparency is wanted; else it is laid on white. */
  readonly keepsAlpha: boolean;
  /** The picture is shrunk until one side is as this one's, where both are larger. */
  readonly most: Size;
}

/** Deviation of the channels from each other, in levels, that JPEG leaves in a grey picture. */
const GREY_NOISE = 6;
const GREY_SHARE = 0.995;

/**
 * Decodes what a provider sent into the source's colours, at 16 bits where those are others than its own. @throws Error
 * when it cannot be decoded.
 */
export async function readPicture(request: ReadRequest): Promise<ProviderPicture> {
  const opened = await openImage(request.file);
  const profilePath = `${request.temporaryPath}.icc`;
  if (request.profile !== null) await writeFile(profilePath, request.profile);
  try {
    const target = request.profile === null ? null : profilePath;
    return { ...(await decode(request, opened, target)), sent: opened.size };
  } finally {
    await rm(profilePath, { force: true });
  }
}

interface Convertible {
  readonly image: ReturnType<typeof sharp>;
  /** Whether its values are sRGB of 8 bits as they are. */
  readonly isPlain: boolean;
}

/**
 * A picture that libvips converts from its own colours. It reads profiles alone, and brings 16 bits of whatever profile
 * to Display P3 first, which is left out where `ignoreIcc` is set; its last step goes by the profile inside all the same.
 */
async function convertible(file: string, { colour, ownPixels, toSrgb }: OpenedImage): Promise<Convertible> {
  const isPlain = colour.bits === 8 && colour.isSrgb;
  if (isPlain) {
    const image = sharp(file, { limitInputPixels: false, failOn: 'none', ignoreIcc: true }).autoOrient();
    return { image, isPlain };
  }
  const isConverted = colour.model === 'grey' || colour.origin.startsWith('cmyk');
  if (isConverted) return { image: await toSrgb(), isPlain: true };
  const profile = colour.profile ?? srgbProfile();
  const png = await rasterToSharp(await ownPixels())
    .png({ compressionLevel: 0 })
    .toBuffer();
  const own = Buffer.concat(withChunks(png, [iccChunk(profile)]));
  return { image: sharp(own, { limitInputPixels: false, ignoreIcc: true }), isPlain };
}

function srgbProfile(): Buffer {
  const matrix = matrixOfPrimaries(SRGB_PRIMARIES);
  if (matrix === null) throw new Error('sRGB has no matrix.');
  return makeMatrixProfile('sRGB', matrix, srgbCurve);
}

async function decode(
  { file, keepsAlpha, most }: ReadRequest,
  opened: OpenedImage,
  profilePath: string | null,
) {
  const sent = opened.size;
  const { image, isPlain } = await convertible(file, opened);
  const upright = keepsAlpha ? image.ensureAlpha() : image.flatten({ background: '#ffffff' }).removeAlpha();
  // By the same factor along both axes: whatever the shape, it is never stretched.
  const factor = Math.max(most.width / sent.width, most.height / sent.height);
  const size = { width: Math.round(sent.width * factor), height: Math.round(sent.height * factor) };
  const fitted = factor < 1 ? upright.resize({ ...size, fit: 'fill' }) : upright;
  // libvips widens 8 bits by a shift, which is up to a level off: values that nothing converts stay as they are.
  const isAsSent = profilePath === null && isPlain;
  const inColours = fitted.toColourspace(isAsSent ? 'srgb' : 'rgb16');
  const needsProfile = profilePath !== null || !opened.colour.isSrgb;
  const { data, info } = await (needsProfile && !isAsSent
    ? inColours.withIccProfile(profilePath ?? 'srgb')
    : inColours
  )
    .raw({ depth: isAsSent ? 'uchar' : 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const values = isAsSent ? data : new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const raster = {
    data: values,
    width: info.width,
    height: info.height,
    channels: channelCount(info.channels),
  };
  return { raster };
}

/** In levels 0–255; where it has transparency, with that as a plane and colours that are multiplied by it. */
export function floatPicture(raster: Raster): { image: FloatImage; alpha: Plane | null } {
  const { width, height, channels } = raster;
  const levels = (channel: number) =>
    inRoom((room) => {
      const plane = new Float32Array(width * height);
      const read = levelReader(room, raster);
      const row = room.floats(width);
      for (let y = 0; y < height; y += 1) {
        read(y, channel, row);
        plane.set(row, y * width);
      }
      return plane;
    });
  const planes = Array.from({ length: colourChannels(raster) }, (_, channel) => levels(channel));
  const image = { width, height, planes };
  if (isOpaque(raster)) return { image, alpha: null };
  const values = levels(channels - 1);
  for (const plane of planes) {
    for (let at = 0; at < plane.length; at += 1) plane[at] = ((plane[at] ?? 0) * (values[at] ?? 0)) / 255;
  }
  return { image, alpha: { width, height, values } };
}

/** Whether a picture has no colours but noise. */
export function isGreyWithinNoise(raster: Raster): boolean {
  const { data, channels } = raster;
  if (channels < 3) return true;
  const noise = GREY_NOISE * unitsPerLevel(raster);
  let grey = 0;
  for (let at = 0; at < data.length; at += channels) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) <= noise) grey += 1;
  }
  return grey >= (GREY_SHARE * data.length) / channels;
}
