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
import { checkPng } from './checkPng.ts';
import { isSrgbProfile } from './colourProfile.ts';
import { decodeGate } from './gate.ts';
import { sharp } from './sharpSetup.ts';

type CopyReason = (typeof COPY_REASONS)[number];

/**
 * What a file really is, judged by its content alone.
 *
 * @throws ProblemError when it cannot be a source, saying why.
 */
export async function readSource(file: string, id: string, fileBytes: number): Promise<Source> {
  await checkPng(file);
  const metadata = await readMetadata(file);
  const format = formatOf(metadata);
  if (format === null) throw new ProblemError('not-an-image');
  if ((metadata.pages ?? 1) > 1) throw new ProblemError('image-animated');
  const { width, height } = metadata.autoOrient;
  const problem = sizeProblem({ width, height });
  if (problem !== null) throw new ProblemError(problem);
  await decodeGate.through(() => decodeWhole(file));
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

/** Ten times what the largest image takes on a small machine. */
const DECODE_SECONDS = 60;

/** Reads every pixel, keeping few: a file that breaks off fails here and not after it was paid for. */
async function decodeWhole(file: string): Promise<void> {
  try {
    await sharp(file, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS })
      .timeout({ seconds: DECODE_SECONDS })
      .resize(64, 64, { fit: 'inside', fastShrinkOnLoad: false })
      .raw()
      .toBuffer();
  } catch (cause) {
    const isLate = cause instanceof Error && cause.message.startsWith('timeout');
    throw new ProblemError(isLate ? 'image-too-heavy' : 'image-damaged', { cause });
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
