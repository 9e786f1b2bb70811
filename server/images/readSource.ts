import { open } from 'node:fs/promises';
import type { COPY_REASONS, Source } from '../../src/domain/contract/source.ts';
import { foreignFileSentence, TELLING_BYTES } from '../../src/domain/foreignFile.ts';
import { MAX_SOURCE_PIXELS, MAX_UPSTREAM_BYTES, type SourceFormat } from '../../src/domain/limits.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { sizeError } from '../../src/domain/sizeError.ts';
import { checkAvif } from './checkAvif.ts';
import { checkJpeg } from './checkJpeg.ts';
import { checkPng } from './checkPng.ts';
import { checkTiff } from './checkTiff.ts';
import { type ImageColour, overrulesProfile } from './colour/imageColour.ts';
import { decodeSemaphore } from './decodeSemaphore.ts';
import { decodeWhole } from './decodeWhole.ts';
import { type ForeignFormat, foreignFormatOf } from './foreign/foreignFormat.ts';
import { type OpenedImage, openImage } from './openImage.ts';
import { type Metadata, sharp } from './sharpSetup.ts';

type CopyReason = (typeof COPY_REASONS)[number];

/**
 * What a file really is, judged by its content alone.
 *
 * @throws ProblemError when it cannot be a source, saying why; the signal's reason when nobody waits for it any more.
 */
export async function readSource(
  file: string,
  { id, fileBytes, signal }: { id: string; fileBytes: number; signal?: AbortSignal | undefined },
): Promise<Source> {
  const foreign = await foreignFormatOf(file);
  if (foreign !== null) return await readForeign(file, foreign, { id, fileBytes, signal });
  await checkPng(file);
  await checkJpeg(file);
  await checkTiff(file);
  await checkAvif(file);
  const metadata = await readMetadata(file);
  const format = formatOf(metadata);
  if (format === null) throw new ProblemError('not-an-image');
  if (!KEPT_DEPTHS.has(metadata.depth)) throw new ProblemError('image-unreadable');
  // Further pages of a TIFF are previews and masks as a rule: the first one is the picture.
  if (format !== 'tiff' && (metadata.pages ?? 1) > 1) throw new ProblemError('image-animated');
  const { width, height } = metadata.autoOrient;
  const problem = sizeError({ width, height });
  if (problem !== null) throw problem;
  await decodeSemaphore.run(
    { width, height, signal, format: metadata.isProgressive ? 'progressive' : format },
    () => checkWhole(file),
  );
  return sourceOf(await openImage(file), { id, fileBytes, format });
}

/** Whole numbers of 32 bits and signed ones would be cut off at white; only TIFF has them. */
const KEPT_DEPTHS: ReadonlySet<string | undefined> = new Set(['uchar', 'ushort', 'float']);

/** Decoding is the only way to learn what such a file is, so that it counts as one of the largest. */
async function readForeign(
  file: string,
  format: ForeignFormat,
  { id, fileBytes, signal }: { id: string; fileBytes: number; signal?: AbortSignal | undefined },
): Promise<Source> {
  const most = { width: MAX_SOURCE_PIXELS, height: 1, format };
  const opened = await decodeSemaphore.run({ ...most, signal }, () => openImage(file));
  return sourceOf(opened, { id, fileBytes, format });
}

function sourceOf(
  { metadata, size, colour }: OpenedImage,
  { id, fileBytes, format }: { id: string; fileBytes: number; format: SourceFormat },
): Source {
  const { width, height } = size;
  return {
    ...{ id, width, height, format, fileBytes },
    orientation: orientationOf(metadata),
    hasAlpha: metadata.hasAlpha,
    copyReasons: copyReasons({ metadata, format, fileBytes, colour }),
  };
}

async function readMetadata(file: string): Promise<Metadata> {
  try {
    return await sharp(file, { limitInputPixels: false }).metadata();
  } catch (cause) {
    const start = await startOf(file);
    if (SEQUENCE.test(start)) throw new ProblemError('image-animated', { cause });
    const isImage = SIGNATURES.some((signature) => signature.test(start));
    if (isImage)
      throw new ProblemError(isUnsupported(cause) ? 'image-unreadable' : 'image-damaged', { cause });
    const detail = foreignFileSentence(start);
    throw new ProblemError('not-an-image', { cause, ...(detail && { detail }) });
  }
}

/** How files of the formats we take begin, one character a byte. */
const SIGNATURES = [
  /^\xff\xd8\xff/,
  /^\x89PNG\r\n/,
  /^RIFF[\s\S]{4}WEBP/,
  /^[\s\S]{4}ftypavi[fs]/,
  /^GIF8[79]a/,
  /^(?:II[*+]\0|MM\0[*+])/,
];

/** A film of AVIF or HEIC pictures, which libheif's still decoder does not know. */
const SEQUENCE = /^[\s\S]{4}ftyp(?:avis|hevc|hevx|msf1)/;

async function startOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(TELLING_BYTES), 0, TELLING_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Null for a format that cannot be a source. */
export function formatOf(metadata: Metadata): SourceFormat | null {
  switch (metadata.format) {
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'gif':
    case 'tiff':
      return metadata.format;
    case 'heif':
      return metadata.compression === 'av1' ? 'avif' : null;
    default:
      return null;
  }
}

/** Ten times what the largest image takes on a small machine. */
const DECODE_SECONDS = 60;

async function checkWhole(file: string): Promise<void> {
  try {
    await decodeWhole(file, DECODE_SECONDS);
  } catch (cause) {
    const isLate = cause instanceof Error && cause.message.startsWith('timeout');
    if (isLate) throw new ProblemError('image-too-heavy', { cause });
    throw new ProblemError(isUnsupported(cause) ? 'image-unreadable' : 'image-damaged', { cause });
  }
}

/** What libvips and libtiff say of a whole file whose packing, depth or colour model they do not know. */
function isUnsupported(cause: unknown): boolean {
  return cause instanceof Error && UNSUPPORTED.test(cause.message);
}

const UNSUPPORTED =
  /not configured|not been built in|not implemented|omitted at compile|Unsupported (?:JPEG|color conversion)|tiff2vips: (?:unsupported|samples)|bad labq|can not handle/i;

interface Read {
  readonly metadata: Metadata;
  readonly format: SourceFormat;
  readonly fileBytes: number;
  readonly colour: ImageColour;
}

function copyReasons({ metadata, format, fileBytes, colour }: Read): CopyReason[] {
  const reasons: CopyReason[] = [];
  if (fileBytes > MAX_UPSTREAM_BYTES) reasons.push('file-size');
  if (format !== 'jpeg' && format !== 'png') reasons.push('format');
  if (orientationOf(metadata) !== 1) reasons.push('orientation');
  const isPlain = colour.isSrgb && colour.model === 'rgb' && colour.bits === 8;
  if (!isPlain || overrulesProfile(colour, metadata)) reasons.push('colour');
  if (metadata.space === 'cmyk') reasons.push('cmyk');
  if (colour.isHdr) reasons.push('hdr');
  if (metadata.hasAlpha) reasons.push('transparency');
  return reasons;
}

/** Cameras write 0 for «unknown», and broken tools whatever comes to hand: all that is no turn is upright. */
function orientationOf({ orientation = 1 }: Metadata): number {
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}
