import type { Metadata } from 'sharp';
import { isSrgbCurve, isSrgbProfile, readIccProfile } from './iccProfile.ts';
import { makeMatrixProfile } from './matrixProfile.ts';
import { matrixOfPrimaries, SRGB_PRIMARIES } from './primaries.ts';
import { profileName } from './profileName.ts';
import { readStatedColour } from './statedColour.ts';

export interface ImageColour {
  /** Of the values that are kept: CMYK is converted, once and here. */
  readonly model: 'rgb' | 'grey';
  /** Bits a channel that are kept. */
  readonly bits: 8 | 16;
  /** Profile of the values; null when they are sRGB, or grey on sRGB's curve, and the file has none. */
  readonly profile: Buffer | null;
  /** Whether values are sRGB as they are. */
  readonly isSrgb: boolean;
  /** For people, such as «Display P3». */
  readonly name: string;
  /** Where that comes from. */
  readonly origin: 'profile' | 'stated' | 'cmyk-profile' | 'cmyk-default' | 'none';
  /** Whether there is light beyond a screen's white, which is cut off. */
  readonly isHdr: boolean;
}

/** Decides in which colours the values of a file are. */
export async function colourOf(file: string, metadata: Metadata): Promise<ImageColour> {
  const bits = metadata.depth === 'uchar' ? 8 : 16;
  const stated = await readStatedColour(file);
  const icc = metadata.icc === undefined ? null : readIccProfile(metadata.icc);
  const isCmyk = metadata.space === 'cmyk';
  if (isCmyk) {
    const origin = icc?.model === 'cmyk' ? 'cmyk-profile' : 'cmyk-default';
    const name =
      icc?.model === 'cmyk' ? `CMYK (${icc.description || 'its own profile'})` : 'CMYK (no profile)';
    return { model: 'rgb', bits: 8, profile: null, isSrgb: false, name, origin, isHdr: false };
  }
  const isGrey = metadata.space === 'b-w' || metadata.space === 'grey16';
  if (stated !== null && (stated.isStronger || icc === null)) {
    const { profile, name, isHdr } = stated;
    const isSrgb = profile === null;
    return { model: isGrey && isSrgb ? 'grey' : 'rgb', bits, profile, isSrgb, name, origin: 'stated', isHdr };
  }
  const fits = icc !== null && (isGrey ? icc.model === 'grey' : icc.model === 'rgb');
  if (!fits || metadata.icc === undefined) {
    const model = isGrey ? 'grey' : 'rgb';
    return {
      model,
      bits,
      profile: null,
      isSrgb: true,
      name: isGrey ? 'grey' : 'sRGB',
      origin: 'none',
      isHdr: false,
    };
  }
  const isSrgb = isGrey
    ? icc.curves.length > 0 && icc.curves.every(isSrgbCurve)
    : isSrgbProfile(metadata.icc);
  const name = profileName(icc) || (isGrey ? 'grey' : 'RGB');
  const model = isGrey ? 'grey' : 'rgb';
  return { model, bits, profile: metadata.icc, isSrgb, name, origin: 'profile', isHdr: false };
}

/** Whether a file holds a profile too that its numbers overrule: whoever knows the profile alone shows other colours. */
export function overrulesProfile(
  { origin }: Pick<ImageColour, 'origin'>,
  { icc }: Pick<Metadata, 'icc'>,
): boolean {
  return origin === 'stated' && icc !== undefined;
}

/** A grey profile's own curve with sRGB's primaries, for grey values among colours; null when sRGB will do. */
export function colourProfileOfGrey({ profile, isSrgb }: ImageColour): Buffer | null {
  const curve = profile === null || isSrgb ? undefined : readIccProfile(profile)?.curves[0];
  const matrix = matrixOfPrimaries(SRGB_PRIMARIES);
  return curve === undefined || matrix === null
    ? null
    : makeMatrixProfile('RGB of the grey profile', matrix, curve);
}
