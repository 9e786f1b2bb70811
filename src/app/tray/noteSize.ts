import type { Size } from '../../domain/side.ts';
import { workAnew } from '../../editor/state/editorStore.ts';
import { changeItem, itemOf } from './trayStore.ts';

/** An image is as large as this: it begins with the frame that it would begin with if it had been opened when it came. */
export function noteSize(key: string, size: Size): void {
  const before = itemOf(key);
  if (!before || (before.size?.width === size.width && before.size.height === size.height)) return;
  changeItem(key, { size, work: workAnew(key, size, before.work) });
}
