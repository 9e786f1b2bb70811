import { z } from 'zod';
import { MAX_NAME_PATTERN_LENGTH } from './deliveryName.ts';
import { formatOf } from './formatOf.ts';
import { FORMATS, type Format } from './formats.ts';
import { hasAspect } from './frame.ts';
import { MAX_FORMAT_SIDES, MAX_SOURCE_PIXELS } from './limits.ts';
import type { Size } from './side.ts';

export const DELIVERY_TYPES = ['png', 'jpeg', 'webp', 'avif'] as const;
export type DeliveryType = (typeof DELIVERY_TYPES)[number];

/** What a file name ends in. */
export const TYPE_ENDINGS: Readonly<Record<DeliveryType, string>> = {
  png: 'png',
  jpeg: 'jpg',
  webp: 'webp',
  avif: 'avif',
};

const MAX_DELIVERY_SIDE = 30_000;
/** What the longest side of a delivery may be made, in pixels. */
export const LONGEST_SIDE = { least: 16, most: MAX_DELIVERY_SIDE };
/** Three times the largest source: what the largest frame has. */
const MAX_DELIVERY_PIXELS = 192_000_000;
/**
 * How large an image each type holds: JPEG 65,500 px a side as libjpeg writes it, which is beyond all deliveries; WebP
 * as many pixels as may lie in memory at once, because it is not written line by line; AVIF 35,651,584 px, which is the
 * most that a reader of its Advanced Profile has to show (AV1 Image File Format 1.1, 8.3).
 */
const TYPE_LIMITS: Readonly<Record<DeliveryType, { readonly side: number; readonly pixels: number }>> = {
  png: { side: MAX_DELIVERY_SIDE, pixels: MAX_DELIVERY_PIXELS },
  jpeg: { side: MAX_DELIVERY_SIDE, pixels: MAX_DELIVERY_PIXELS },
  webp: { side: MAX_FORMAT_SIDES.webp, pixels: MAX_SOURCE_PIXELS },
  avif: { side: MAX_FORMAT_SIDES.avif, pixels: 35_651_584 },
};

/** Whether a type holds an image of this size. */
export function typeHolds(type: DeliveryType, { width, height }: Size): boolean {
  const { side, pixels } = TYPE_LIMITS[type];
  return Math.max(width, height) <= side && width * height <= pixels;
}

/** What a designer chooses as the size of a delivery. */
export const deliverySizeSchema = z.discriminatedUnion('kind', [
  /** As large as the result is. */
  z.object({ kind: z.literal('full') }),
  /** The pixels of the task's format, or of one of the same shape; as large as the result where there is none. */
  z.object({ kind: z.literal('format'), formatId: z.string().nullable() }),
  z.object({ kind: z.literal('scale'), factor: z.union([z.literal(2), z.literal(0.5)]) }),
  z.object({ kind: z.literal('longest'), px: z.int().min(LONGEST_SIDE.least).max(LONGEST_SIDE.most) }),
]);
export type DeliverySize = z.infer<typeof deliverySizeSchema>;

/** The longest side that a result can be made, in pixels: the file may not have more of them than any is made with. */
export function mostLongestSide({ width, height }: Size): number {
  const shape = Math.max(width, height) / Math.min(width, height);
  // The short side is rounded: half a pixel more of it stays within too.
  const most = Math.floor(Math.sqrt(MAX_DELIVERY_PIXELS * shape + (shape / 4) ** 2) - shape / 4);
  return Math.min(LONGEST_SIDE.most, most);
}

interface Deliverable extends Size {
  /** Of the task; null for none. */
  readonly formatId: string | null;
}

type SizedFormat = Format & { readonly size: Size };

/** Formats that a result can be delivered at: its task's own first, then those of its shape, each size once. */
export function deliveryFormats({ formatId, ...result }: Deliverable): SizedFormat[] {
  const own = formatId === null ? null : formatOf(formatId);
  const sized = [own, ...FORMATS.filter(({ aspect }) => hasAspect(result, aspect))].filter(isSized);
  return sized.filter(({ size }, at) => sized.findIndex((one) => sameSize(one.size, size)) === at);
}

function isSized(format: Format | null): format is SizedFormat {
  return format !== null && format.size !== null;
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

/** The pixels that a choice comes to with a result. */
export function deliveredSize(result: Deliverable, choice: DeliverySize): Size {
  const { width, height } = result;
  switch (choice.kind) {
    case 'full':
      return { width, height };
    case 'format': {
      const offered = deliveryFormats(result);
      const chosen = offered.find(({ id }) => id === choice.formatId) ?? offered[0];
      return chosen === undefined ? { width, height } : chosen.size;
    }
    case 'scale':
      return scaled(result, choice.factor);
    case 'longest':
      return scaled(result, choice.px / Math.max(width, height));
  }
}

/** Results that come to one size: how many, and of how many something is cut off for it. */
export interface DeliveredShare {
  readonly size: Size;
  readonly count: number;
  readonly cut: number;
  /** All of them are as large as that already. */
  readonly isAsItIs: boolean;
}

/** What a choice comes to with several results, the size that most come to first. */
export function deliveredShares(results: readonly Deliverable[], choice: DeliverySize): DeliveredShare[] {
  const shares = new Map<string, DeliveredShare>();
  for (const result of results) {
    const size = deliveredSize(result, choice);
    const key = `${size.width}×${size.height}`;
    const before = shares.get(key) ?? { size, count: 0, cut: 0, isAsItIs: true };
    const cut = cutBy(result, size);
    shares.set(key, {
      size,
      count: before.count + 1,
      cut: before.cut + (cut.width + cut.height > 0 ? 1 : 0),
      isAsItIs: before.isAsItIs && sameSize(result, size),
    });
  }
  return [...shares.values()].toSorted((a, b) => b.count - a.count);
}

function scaled({ width, height }: Size, factor: number): Size {
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}

/**
 * What has to be cut off an image that fills another size, in pixels of that size on both sides together; zero on
 * both axes where the shapes are as near as whole pixels allow.
 */
export function cutBy(image: Size, target: Size): Size {
  const isSameShape =
    hasAspect(image, [target.width, target.height]) || hasAspect(target, [image.width, image.height]);
  if (isSameShape) return { width: 0, height: 0 };
  const scale = Math.max(target.width / image.width, target.height / image.height);
  return {
    width: Math.round(image.width * scale - target.width),
    height: Math.round(image.height * scale - target.height),
  };
}

const flag = z.enum(['0', '1']).transform((text) => text === '1');
const side = z.coerce.number().int().min(1).max(MAX_DELIVERY_SIDE);

export const DEFAULT_QUALITY = 85;

/** Query of a delivery's address. */
export const deliveryQuerySchema = z.object({
  width: side,
  height: side,
  type: z.enum(DELIVERY_TYPES),
  /** Of what loses any; PNG loses nothing. */
  quality: z.coerce.number().int().min(1).max(100).default(DEFAULT_QUALITY),
  /** `source`: values and profile as they are; `srgb`: converted. */
  profile: z.enum(['srgb', 'source']).default('srgb'),
  metadata: z.enum(['kept', 'stripped']).default('kept'),
  /** Whether what does not fit the shape may be cut off; without it another shape is refused. */
  crop: flag.default(false),
  /** How the file is called, without its ending. */
  name: z
    .string()
    .max(MAX_NAME_PATTERN_LENGTH * 2)
    .optional(),
});
export type Delivery = Omit<z.infer<typeof deliveryQuerySchema>, 'name'>;

/** Query of the address of a result's new area, which has the result's own values. */
export const newAreaQuerySchema = deliveryQuerySchema.pick({ metadata: true });
export type NewAreaQuery = z.infer<typeof newAreaQuerySchema>;
