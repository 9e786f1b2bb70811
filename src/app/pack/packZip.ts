import { deliveryUrl } from '../../api/deliveries.ts';
import type { Result, Task } from '../../domain/contract.ts';
import { safeFileName } from '../../domain/deliveryName.ts';
import { type PackEntry, packFileName } from '../../domain/pack/packEntry.ts';
import { deliveryOf, useDeliverySettings } from '../../gallery/deliver/deliverySettings.ts';
import type { ZipEntry } from '../../gallery/deliver/zipFiles.ts';
import type { PackPart, PackRun } from './packStore.ts';

/** A format of a submitted pack, with what it comes to and its task once there is one. */
export interface SheetPart {
  readonly part: PackPart;
  readonly entry: PackEntry;
  readonly task: Task | null;
}

/** The pictures that are there as files of one zip, each in its format's exact pixels and called after it. */
export function packZip(
  { name, sourceName }: PackRun,
  sheet: readonly SheetPart[],
): { readonly name: string; readonly entries: readonly ZipEntry[] } {
  const entries = sheet.flatMap(({ entry, task }) => {
    const [result] = task?.results ?? [];
    if (!task || !result) return [];
    const url = deliveryUrl(result.id, packDelivery(entry, task, result));
    return [{ name: `${packFileName(sourceName, entry)}.png`, url }];
  });
  return {
    name: `${safeFileName(name.replace(/ · /g, '_').replace(/\s+/g, '-')) || 'outframe'}.zip`,
    entries,
  };
}

/** As other files are taken away, but as PNG and in the format's own pixels. */
function packDelivery({ format }: PackEntry, task: Task, result: Result) {
  return deliveryOf(task, result, {
    ...useDeliverySettings.getState(),
    type: 'png',
    size: format.size === null ? { kind: 'full' } : { kind: 'format', formatId: format.id },
  });
}
