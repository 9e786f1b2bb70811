import { open } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import type { COPY_REASONS, Source } from '../../src/domain/contract.ts';
import {
  MAX_SOURCE_PIXELS,
  MAX_UPSTREAM_BYTES,
  type SourceFormat,
  sizeProblem,
} from '../../src/domain/limits.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { isSrgbProfile } from './colourProfile.ts';
import { sharp } from './sharpSetup.ts';

type CopyReason = (typeof COPY_REASONS)[number];

/**
 * What a file really is, judged by its content alone.
 *
 * @throws ProblemError when it cannot be a source, saying why.
 */
export async function readSource(file: string, id: string, fileBytes: number): Promise<Source> {
  const metadata = await readMetadata(file);
  const format = formatOf(metadata);
  if (format === null) throw new ProblemError('not-an-image');
  if ((metadata.pages ?? 1) > 1 || (format === 'png' && (await isAnimatedPng(file)))) {
    throw new ProblemError('image-animated');
  }
  const { width, height } = metadata.autoOrient;
  const problem = sizeProblem({ width, height });
  if (problem !== null) throw new ProblemError(problem);
  await decodeWhole(file);
  return {
    id,
    width,
    height,
    format,
    fileBytes,
    orientation: metadata.orientation ?? 1,
    hasAlpha: metadata.hasAlpha,
    copyReasons: copyReasons(metadata, format, fileBytes),
  };
}

async function readMetadata(file: string): Promise<Metadata> {
  try {
    return await sharp(file, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw new ProblemError((await beginsAsImage(file)) ? 'image-damaged' : 'not-an-image', { cause });
  }
}

/** How files of the formats we take begin, one character a byte. */
const SIGNATURES = [
  /^\xff\xd8\xff/,
  /^\x89PNG\r\n/,
  /^RIFF[\s\S]{4}WEBP/,
  /^[\s\S]{4}ftypavi[fs]/,
  /^GIF8[79]a/,
];

/** Whether a file that cannot be read was meant to be an image: then it is broken and not something else. */
async function beginsAsImage(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const beginning = buffer.toString('latin1', 0, bytesRead);
    return SIGNATURES.some((signature) => signature.test(beginning));
  } finally {
    await handle.close();
  }
}

function formatOf(metadata: Metadata): SourceFormat | null {
  switch (metadata.format) {
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'gif':
      return metadata.format;
    case 'heif':
      return metadata.compression === 'av1' ? 'avif' : null;
    default:
      return null;
  }
}

/** Reads every pixel, keeping few: a file that breaks off fails here and not after it was paid for. */
async function decodeWhole(file: string): Promise<void> {
  try {
    await sharp(file, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS })
      .resize(64, 64, { fit: 'inside', fastShrinkOnLoad: false })
      .raw()
      .toBuffer();
  } catch (cause) {
    throw new ProblemError('image-damaged', { cause });
  }
}

const PNG_SIGNATURE_BYTES = 8;
/** Animation is announced before the first pixels; profiles and text may stand before it. */
const MAX_CHUNKS_LOOKED_AT = 64;

/** libvips shows an animated PNG as its first frame, so its chunks are walked up to the pixels (PNG, third edition, 4.9). */
async function isAnimatedPng(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(8);
    let position = PNG_SIGNATURE_BYTES;
    for (let chunk = 0; chunk < MAX_CHUNKS_LOOKED_AT; chunk += 1) {
      const { bytesRead } = await handle.read(header, 0, 8, position);
      const type = header.toString('latin1', 4, 8);
      if (bytesRead < 8 || type === 'IDAT') return false;
      if (type === 'acTL') return true;
      position += 12 + header.readUInt32BE(0);
    }
    return false;
  } finally {
    await handle.close();
  }
}

function copyReasons(metadata: Metadata, format: SourceFormat, fileBytes: number): CopyReason[] {
  const reasons: CopyReason[] = [];
  if (fileBytes > MAX_UPSTREAM_BYTES) reasons.push('file-size');
  if (format !== 'jpeg' && format !== 'png') reasons.push('format');
  if ((metadata.orientation ?? 1) !== 1) reasons.push('orientation');
  const isPlainColour =
    metadata.space === 'srgb' &&
    metadata.depth === 'uchar' &&
    (metadata.icc === undefined || isSrgbProfile(metadata.icc));
  if (!isPlainColour) reasons.push('colour');
  if (metadata.hasAlpha) reasons.push('transparency');
  return reasons;
}
