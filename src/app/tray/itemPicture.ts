import { sourceImageUrl } from '../../api/results.ts';
import type { TrayItem } from './trayStore.ts';

/** Width of what the relay draws where the browser cannot. */
const RELAY_WIDTH = 320;

/** The address of a small picture of an image: what was made of it here, or what the relay makes of it. Null until there is one. */
export function itemPicture({ opened, isForRelay }: TrayItem, made: string | undefined): string | null {
  if (made !== undefined) return made;
  if (!isForRelay || opened.sourceId === null) return null;
  return sourceImageUrl(opened.sourceId, { width: RELAY_WIDTH, format: 'webp' });
}
