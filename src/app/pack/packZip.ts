import { deliveryUrl } from '../../api/deliveries.ts';
import type { Task } from '../../domain/contract/task.ts';
import { type DeliverySize, TYPE_ENDINGS } from '../../domain/delivery.ts';
import { safeFileName } from '../../domain/deliveryName.ts';
import { type PackEntry, packFileName } from '../../domain/pack/packEntry.ts';
import { type DeliverySettings, deliveryOf } from '../../gallery/deliver/deliverySettings.ts';
import type { ZipEntry } from '../../gallery/deliver/zipFiles.ts';
import type { PackPart, PackRun } from './packRun.ts';

/** A format of a submitted pack, with what it comes to and its task once there is one. */
export interface SheetPart {
  readonly part: PackPart;
  readonly entry: PackEntry;
  readonly task: Task | null;
}

/** The pictures that are there as files of one zip, each in its format's exact pixels and called after it. */
export function packZip(
  { batch: { name }, sourceName }: PackRun,
  sheet: readonly SheetPart[],
  settings: DeliverySettings,
): { readonly name: string; readonly entries: readonly ZipEntry[] } {
  const entries = sheet.flatMap(({ entry, task }) => {
    const [result] = task?.results ?? [];
    if (!task || !result) return [];
    const delivery = deliveryOf(task, result, { ...settings, size: sizeOf(entry) });
    const url = deliveryUrl(result.id, delivery);
    return [{ name: `${packFileName(sourceName, entry)}.${TYPE_ENDINGS[delivery.type]}`, url }];
  });
  return {
    name: `${safeFileName(name.replace(/ · /g, '_').replace(/\s+/g, '-')) || 'outframe'}.zip`,
    entries,
  };
}

/** The format's own pixels; what has none stays as large as it is. */
function sizeOf({ format }: PackEntry): DeliverySize {
  return format.size === null ? { kind: 'full' } : { kind: 'format', formatId: format.id };
}
