import { open } from 'node:fs/promises';
import type { z } from 'zod';
import { type Offered, offeredSchema } from '../../src/domain/contract/offers.ts';
import { cropSchema } from '../../src/domain/contract/taskRequest.ts';
import type { Crop } from '../../src/domain/crop.ts';
import {
  MAX_OFFERED_PIXELS,
  MAX_OFFERED_WHOLE_PIXELS,
  MAX_SOURCE_BYTES,
  type SourceFormat,
} from '../../src/domain/limits.ts';
import { type OfferKind, offerKindOf, offerOf } from '../../src/domain/offer.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { abortReason } from '../abortReason.ts';
import { checkJpeg } from '../images/checkJpeg.ts';
import { checkPng } from '../images/checkPng.ts';
import { decodeSemaphore } from '../images/decodeSemaphore.ts';
import { decodeWhole } from '../images/decodeWhole.ts';
import { foreignFormatOf } from '../images/foreign/foreignFormat.ts';
import { metadataChunks } from '../images/keptMetadata.ts';
import { type OpenedImage, openImage } from '../images/openImage.ts';
import { formatOf, readSource } from '../images/readSource.ts';
import { partThere } from './partThere.ts';

/** What is known of a file that is refused; kept beside it. */
export const offeredFileSchema = offeredSchema.extend({
  /** What is there of it, where that is not all that decoders hand out; upright. */
  area: cropSchema.nullable(),
});
export type OfferedFile = z.infer<typeof offeredFileSchema>;

interface Received {
  readonly id: string;
  readonly fileBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Reading every pixel of the largest, ten times over. */
const DECODE_SECONDS = 120;

/**
 * What a file that cannot be a source is, and what can be made of it.
 *
 * @throws ProblemError why it is refused, where no copy can be made; `nothing-to-offer` where none is needed.
 */
export async function readOffered(file: string, received: Received): Promise<OfferedFile> {
  const refusal = await refusalOf(file, received);
  const kind = offerKindOf(refusal.code);
  if (kind === null) throw refusal;
  const opened = await openRefused(file, refusal, received.signal);
  const { size, frames, colour, metadata } = opened;
  const area = await areaOf(file, opened, received.signal);
  const there = area ?? size;
  const offered = {
    ...{ id: received.id, frames, area, whole: wholeOf(opened) },
    kind: kind === 'frame' && frames < 2 ? refuse(refusal, CANNOT_TELL_FRAMES) : kindFor(kind, opened, area),
    ...{ width: there.width, height: there.height },
    format: formatNamed(opened, refusal),
    bits: colour.bits,
    hasAlpha: opened.metadata.hasAlpha,
    colour: colour.name,
    isConverted: colour.origin === 'cmyk-profile' || colour.origin === 'cmyk-default',
    metadata: metadataChunks(metadata, size).kept,
  } satisfies Offered & { area: Crop | null };
  if (offerOf(offered.kind, offered, offered) === null) throw refusal;
  return offered;
}

const CANNOT_TELL_FRAMES =
  'The server cannot tell the frames of this animation apart. Export one still frame as PNG or JPEG and open that.';
const NOTHING_THERE =
  'The file breaks off before anything of its picture can be read. Export it again or open another copy.';

/** How files begin of which decoders hand out all or nothing. */
const READ_WHOLE = [
  ['WebP', /^RIFF[\s\S]{4}WEBP/],
  ['AVIF', /^[\s\S]{4}ftyp/],
] as const;
const BEGINNING_BYTES = 12;

/** What is said of a file of which nothing can be read. */
async function nothingThere(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    const [name] = READ_WHOLE.find(([, beginning]) => beginning.test(start)) ?? [];
    if (name === undefined) return NOTHING_THERE;
    return `The file breaks off, and of a broken ${name} the server can read nothing. Export it again or open another copy.`;
  } finally {
    await handle.close();
  }
}

function refuse({ code, cause }: ProblemError, detail: string): never {
  throw new ProblemError(code, { detail, cause });
}

async function refusalOf(file: string, { id, fileBytes, signal }: Received): Promise<ProblemError> {
  if (fileBytes > MAX_SOURCE_BYTES) {
    // What holds more than its pixels is refused however large.
    await checkPng(file);
    await checkJpeg(file);
    return new ProblemError('file-too-large');
  }
  const refusal = await readSource(file, { id, fileBytes, signal }).then(
    () => new ProblemError('nothing-to-offer'),
    (error: unknown) => error,
  );
  if (!(refusal instanceof ProblemError)) throw refusal;
  return refusal;
}

async function openRefused(
  file: string,
  refusal: ProblemError,
  signal: AbortSignal | undefined,
): Promise<OpenedImage> {
  let opened: OpenedImage;
  try {
    opened = await openInTurn(file, signal);
  } catch (cause) {
    if (signal?.aborted) throw abortReason(signal);
    // What the decoder of another format says is more exact.
    if (cause instanceof ProblemError && cause.code !== refusal.code) throw cause;
    throw refusal.code === 'image-damaged'
      ? new ProblemError(refusal.code, { detail: await nothingThere(file), cause })
      : refusal;
  }
  const { size, metadata, colour } = opened;
  const isRowByRow = ['jpeg', 'png', 'tiff'].includes(metadata.format) && !metadata.isProgressive;
  const mostWhole = colour.bits === 16 ? MAX_OFFERED_WHOLE_PIXELS / 2 : MAX_OFFERED_WHOLE_PIXELS;
  const most = isRowByRow ? MAX_OFFERED_PIXELS : mostWhole;
  if (size.width * size.height <= most) return opened;
  const detail = `An image of this kind may have at most ${most / 1e6} megapixels to be scaled down here. Scale it down in another program.`;
  throw new ProblemError('source-too-large', { detail });
}

/** Decoding is the only way to open one of another format, so that it counts as one of the largest. */
async function openInTurn(file: string, signal: AbortSignal | undefined): Promise<OpenedImage> {
  const open = () => openImage(file, { isRefused: true });
  const format = await foreignFormatOf(file);
  if (format === null) return open();
  return decodeSemaphore.run({ width: MAX_OFFERED_WHOLE_PIXELS, height: 1, format, signal }, open);
}

/** What is there of a file that breaks off, found by reading all of it; null where it is whole. */
async function areaOf(
  file: string,
  opened: OpenedImage,
  signal: AbortSignal | undefined,
): Promise<Crop | null> {
  // Decoders of other formats hand out what is there.
  if (opened.foreign !== null) return null;
  const { size, metadata } = opened;
  const format = metadata.isProgressive ? 'progressive' : metadata.format;
  return decodeSemaphore.run({ ...size, format, signal }, async () => {
    const isWhole = await decodeWhole(file, DECODE_SECONDS, MAX_OFFERED_PIXELS).then(
      () => true,
      (cause: unknown) => {
        refuseLate(cause);
        return false;
      },
    );
    if (isWhole) return null;
    const part = await partThere(file, opened).catch(async (cause: unknown) => {
      refuseLate(cause);
      throw new ProblemError('image-damaged', { detail: await nothingThere(file), cause });
    });
    return part ?? refuse(new ProblemError('image-damaged'), await nothingThere(file));
  });
}

/** What takes too long is not known to break off. */
function refuseLate(cause: unknown): void {
  const isLate = cause instanceof Error && cause.message.startsWith('timeout');
  if (isLate) throw new ProblemError('image-too-heavy', { cause });
}

/** Of one that is too long or too small, and breaks off as well, what is there of it is the news. */
function kindFor(kind: OfferKind, { size, missingRows }: OpenedImage, area: Crop | null): OfferKind {
  const isBroken = missingRows > 0 || (area !== null && area.width * area.height < size.width * size.height);
  return isBroken ? 'rest' : kind;
}

function wholeOf({ size, missingRows }: OpenedImage) {
  return { width: size.width, height: size.height + missingRows };
}

function formatNamed({ metadata, foreign }: OpenedImage, refusal: ProblemError): SourceFormat {
  const format = foreign ?? formatOf(metadata);
  if (format === null) throw refusal;
  return format;
}
