import { open } from 'node:fs/promises';
import { chunksBeforePixels, isPng } from '../pngChunks.ts';
import { isSrgbCurve } from './iccProfile.ts';
import { makeMatrixProfile } from './matrixProfile.ts';
import {
  type Matrix,
  matrixOfPrimaries,
  type Primaries,
  primariesOfCode,
  SRGB_PRIMARIES,
} from './primaries.ts';
import {
  curveOfCode,
  gammaCurve,
  isVideoCurve,
  srgbCurve,
  studioCurve,
  type TransferCurve,
} from './transferCurve.ts';

/** Colours that a file states by numbers of its format and not by a profile. */
export interface StatedColour {
  /** The same as a profile; null when it is sRGB. */
  readonly profile: Buffer | null;
  readonly name: string;
  /** Whether it stands above a profile that the file holds as well. */
  readonly isStronger: boolean;
  /** Whether it has light beyond a screen's white, which is cut off. */
  readonly isHdr: boolean;
}

/** Colour is stated in front of the pixels. */
const BEGINNING_BYTES = 1_000_000;

/** What a PNG states in `cICP`, `sRGB`, `gAMA` and `cHRM`, or an AVIF in `nclx`; null when nothing. */
export async function readStatedColour(file: string): Promise<StatedColour | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    if (isPng(bytes)) return pngColour(bytes);
    return bytes.toString('latin1', 4, 8) === 'ftyp' ? nclxColour(bytes) : null;
  } finally {
    await handle.close();
  }
}

/** PNG, third edition, 4.3: `cICP` over `iCCP` over `sRGB` over `gAMA` and `cHRM`. */
function pngColour(bytes: Buffer): StatedColour | null {
  const { chunks } = chunksBeforePixels(bytes);
  const find = (type: string) => chunks.find((chunk) => chunk.type === type)?.data;
  const cicp = find('cICP');
  if (cicp !== undefined && cicp.length >= 2) return codedColour(cicp[0] ?? 0, cicp[1] ?? 0, studioCurve);
  const gama = find('gAMA');
  // Primaries without a curve are no colour space: browsers leave them out too.
  if (find('sRGB') !== undefined || gama === undefined || gama.length < 4) return null;
  const gamma = gama.readUInt32BE(0) / 100_000;
  if (gamma === 0) return null;
  const chrm = find('cHRM');
  const primaries = chrm !== undefined && chrm.length >= 32 ? chrmPrimaries(chrm) : SRGB_PRIMARIES;
  // 1/2.2 is how writers of sRGB have always rounded its curve; with other primaries it is a plain power.
  const isSrgbRounded = Math.abs(gamma - 0.45455) < 0.0005 && areSrgb(matrixOfPrimaries(primaries));
  const curve = isSrgbRounded ? srgbCurve : gammaCurve(1 / gamma);
  return stated({ primaries, curve, name: 'PNG gamma and primaries', isStronger: false, isHdr: false });
}

function chrmPrimaries(chrm: Buffer): Primaries {
  const pair = (at: number) =>
    [chrm.readUInt32BE(at) / 100_000, chrm.readUInt32BE(at + 4) / 100_000] as const;
  return { white: pair(0), red: pair(8), green: pair(16), blue: pair(24) };
}

/** ISO/IEC 14496-12, 12.1.5: the box `colr` of type `nclx`. */
function nclxColour(bytes: Buffer): StatedColour | null {
  const at = bytes.indexOf('colrnclx', 0, 'latin1');
  if (at < 0 || at + 12 > bytes.length) return null;
  const colour = codedColour(bytes.readUInt16BE(at + 8), bytes.readUInt16BE(at + 10), srgbCurve);
  return colour && { ...colour, isStronger: false };
}

const CODED_NAMES: Readonly<Record<number, string>> = {
  1: 'BT.709',
  9: 'BT.2020',
  11: 'DCI-P3',
  12: 'Display P3',
};
const [PQ, HLG] = [16, 18];

/** `video` is how browsers show the curves of video: as sRGB in an AVIF, as a studio screen does in a PNG. */
function codedColour(primariesCode: number, transferCode: number, video: TransferCurve): StatedColour | null {
  const statedPrimaries = primariesOfCode(primariesCode);
  const statedCurve = isVideoCurve(transferCode) ? video : curveOfCode(transferCode);
  // 2 says «unspecified»: then it is sRGB, unless a profile says more.
  const isStronger = statedPrimaries !== null && statedCurve !== null;
  const primaries = statedPrimaries ?? SRGB_PRIMARIES;
  const curve = statedCurve ?? srgbCurve;
  const isHdr = transferCode === PQ || transferCode === HLG;
  const space = CODED_NAMES[primariesCode] ?? 'sRGB';
  const name = `${space}${transferCode === PQ ? ' PQ' : transferCode === HLG ? ' HLG' : ''}`;
  return stated({ primaries, curve, name, isStronger, isHdr });
}

interface Parts extends Omit<StatedColour, 'profile'> {
  readonly primaries: Primaries;
  readonly curve: TransferCurve;
}

function stated({ primaries, curve, name, isStronger, isHdr }: Parts): StatedColour {
  const matrix = matrixOfPrimaries(primaries);
  const isSrgb = areSrgb(matrix) && isSrgbCurve(curve);
  const profile = isSrgb || matrix === null ? null : makeMatrixProfile(name, matrix, curve);
  return { profile, name: isSrgb ? 'sRGB' : name, isStronger, isHdr };
}

/** Primaries that span no space are taken for sRGB. */
function areSrgb(matrix: Matrix | null): boolean {
  const srgb = matrixOfPrimaries(SRGB_PRIMARIES);
  return (
    matrix === null ||
    matrix.every((row, i) => row.every((value, j) => Math.abs(value - (srgb?.[i]?.[j] ?? 0)) < 0.002))
  );
}
