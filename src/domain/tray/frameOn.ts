import { type Anchor, expansionToSize } from '../anchor.ts';
import { type Expansion, withinOneRequest } from '../expansion.ts';
import { formatOf } from '../formatOf.ts';
import { formatState, solveFormat } from '../formatSolver.ts';
import { frameOf } from '../frame.ts';
import type { Size } from '../side.ts';

/** What is set for the frame of one source. */
export interface FrameSettings {
  readonly expansion: Expansion;
  readonly anchor: Anchor;
  readonly formatId: string | null;
  readonly goesBeyond: boolean;
  readonly allowsCropping: boolean;
}

/** The frame of a source, with its size. */
export interface SizedFrame extends FrameSettings {
  readonly size: Size;
}

/**
 * What was set for one source, for another one of another size: the same format, solved for it, or the same shares of
 * its sides where the frame has no format or has left it. The other source lies in its frame where `anchor` says.
 */
export function frameOn(size: Size, { size: before, ...from }: SizedFrame, anchor: Anchor): FrameSettings {
  const { formatId, goesBeyond, allowsCropping } = from;
  const reach = { goesBeyond, allowsCropping };
  const format = formatId === null ? null : formatOf(formatId);
  if (format && formatState({ ...before, ...reach }, format, from.expansion) !== 'left') {
    return { ...from, anchor, expansion: solveFormat({ ...size, ...reach }, format, anchor).expansion };
  }
  const placed = expansionToSize(size, frameOf(size, from.expansion), anchor);
  return { ...from, anchor, expansion: goesBeyond ? placed : withinOneRequest(placed, size) };
}
