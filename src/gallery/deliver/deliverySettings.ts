import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import {
  cutBy,
  DEFAULT_QUALITY,
  DELIVERY_TYPES,
  type Delivery,
  type DeliveryType,
  deliveredSize,
  deliverySizeSchema,
  typeHolds,
} from '../../domain/delivery.ts';
import { DEFAULT_NAME_PATTERN, deliveryName, MAX_NAME_PATTERN_LENGTH } from '../../domain/deliveryName.ts';
import { parsedStorage } from '../../ui/parsedStorage.ts';

const quality = z.int().min(1).max(100);
const settingsSchema = z.object({
  size: deliverySizeSchema,
  type: z.enum(DELIVERY_TYPES),
  /** Each type has its own. */
  qualities: z.object({ jpeg: quality, webp: quality, avif: quality }),
  profile: z.enum(['srgb', 'source']),
  metadata: z.enum(['kept', 'stripped']),
  pattern: z.string().max(MAX_NAME_PATTERN_LENGTH),
});
export type DeliverySettings = z.infer<typeof settingsSchema>;

const INITIAL: DeliverySettings = {
  size: { kind: 'format', formatId: null },
  type: 'png',
  qualities: { jpeg: DEFAULT_QUALITY, webp: DEFAULT_QUALITY, avif: 60 },
  profile: 'srgb',
  metadata: 'kept',
  pattern: DEFAULT_NAME_PATTERN,
};

/** How files were taken away last: the next ones are offered the same way. */
export const useDeliverySettings = create<DeliverySettings>()(
  persist(() => INITIAL, { name: 'outframe-delivery', storage: parsedStorage(settingsSchema) }),
);

export const changeDelivery = (change: Partial<DeliverySettings>) => useDeliverySettings.setState(change);

export function setQuality(type: DeliveryType, value: number): void {
  useDeliverySettings.setState(({ qualities }) => ({ qualities: { ...qualities, [type]: value } }));
}

/** What the settings come to with a result: the type falls back to PNG where it cannot hold it. */
export function deliveryOf(task: Task, result: Result, settings: DeliverySettings): Delivery {
  const size = deliveredSize({ ...result, formatId: task.formatId }, settings.size);
  const type = typeHolds(settings.type, size) ? settings.type : 'png';
  const cut = cutBy(result, size);
  const { profile, metadata, qualities } = settings;
  return {
    ...size,
    type,
    quality: type === 'png' ? DEFAULT_QUALITY : qualities[type],
    // Of values that are sRGB already a PNG is the stored file itself.
    profile: colourSpaceOf(result) === 'sRGB' ? (type === 'png' ? 'source' : 'srgb') : profile,
    metadata,
    crop: cut.width + cut.height > 0,
  };
}

/** Name of the colour space that a result is stored in. */
export function colourSpaceOf({ proof }: Result): string {
  const space = proof?.colour.out.space ?? 'sRGB';
  return /^sRGB/i.test(space) ? 'sRGB' : space;
}

/** What the file of a result is called, without its ending. */
export function nameOf(task: Task, result: Result, { pattern, ...settings }: DeliverySettings): string {
  const { width, height } = deliveryOf(task, result, { pattern, ...settings });
  return deliveryName(pattern, {
    ...{ width, height, n: result.index + 1 },
    ...{ source: task.sourceName, format: task.formatId },
  });
}
