import { deliveryUrl } from '../../api/deliveries.ts';
import { newAreaUrl, sourceImageUrl } from '../../api/results.ts';
import { frameOfTask } from '../../domain/crop.ts';
import { TYPE_ENDINGS } from '../../domain/delivery.ts';
import { SOURCE_ENDINGS } from '../../domain/sourceEndings.ts';
import { type DeliverySettings, deliveryOf, nameOf } from './deliverySettings.ts';
import type { DeliveryItem } from './deliveryTarget.ts';
import type { ZipEntry } from './zipFiles.ts';

/** Results as the settings have them. */
export function deliveredEntries(items: readonly DeliveryItem[], settings: DeliverySettings): ZipEntry[] {
  return items.map(({ task, result }) => {
    const delivery = deliveryOf(task, result, settings);
    const name = `${nameOf(task, result, settings)}.${TYPE_ENDINGS[delivery.type]}`;
    return { name, url: deliveryUrl(result.id, delivery) };
  });
}

/**
 * A result in two layers for an editor: the new area alone with the source's place transparent, at full size, and the
 * source's own file, whole, whose name says where its top left corner lies in it: outside where it was cut.
 */
export function layeredEntries({ task, result }: DeliveryItem, settings: DeliverySettings): ZipEntry[] {
  const { source } = task;
  const { placement } = frameOfTask(task);
  const name = nameOf(task, result, { ...settings, size: { kind: 'full' } });
  const [ending] = SOURCE_ENDINGS[source.format];
  return [
    { name: `${name}_new-area.png`, url: newAreaUrl(result.id, settings) },
    {
      name: `${name}_source-at-${placement.x}-${placement.y}.${ending}`,
      url: sourceImageUrl(source.id),
    },
  ];
}
