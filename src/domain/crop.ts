import { type Expansion, keptSize, mapSides } from './expansion.ts';
import { type Frame, frameOf, padsOf } from './frame.ts';
import { sizeProblem } from './limits.ts';
import { lengthAlong, SIDE_GEOMETRY, SIDES, type Size } from './side.ts';

/** What is kept of a source: a rectangle of its pixels. The rest is not sent, and the source stays as it is. */
export interface Crop extends Size {
  readonly left: number;
  readonly top: number;
}

/** A frame as it is asked for: what is kept of the source, null for all of it, and the ratios of that. */
export interface CroppedExpansion {
  readonly crop: Crop | null;
  readonly expansion: Expansion;
}

/** What an expansion keeps of its source; null for all of it. */
export function cropOf(size: Size, expansion: Expansion): Crop | null {
  if (SIDES.every((side) => padsOf(size, expansion)[side] >= 0)) return null;
  const { up, left } = padsOf(size, expansion);
  return { left: Math.max(0, -left), top: Math.max(0, -up), ...keptSize(size, expansion) };
}

/**
 * A frame that may cut into its source as a request asks for it:
 *
 *   ┌─ source ──────┐                  what is kept has ratios of its own, none below 0
 *   │    ┌─ frame ──┼────┐
 *   │ cut│   kept   │new │
 *   └────┼──────────┘    │
 *        └───────────────┘
 */
export function requestOf(size: Size, expansion: Expansion): CroppedExpansion {
  const crop = cropOf(size, expansion);
  if (crop === null) return { crop, expansion };
  const pads = padsOf(size, expansion);
  const added = mapSides((side) => Math.max(0, pads[side]) / lengthAlong(SIDE_GEOMETRY[side].axis, crop));
  return { crop, expansion: added };
}

/** The expansion of the whole source whose frame a request asks for: the other way round. */
export function placedExpansion(size: Size, { crop, expansion }: CroppedExpansion): Expansion {
  if (crop === null) return expansion;
  const cuts = {
    up: crop.top,
    right: size.width - crop.left - crop.width,
    bottom: size.height - crop.top - crop.height,
    left: crop.left,
  };
  const pads = padsOf(crop, expansion);
  return mapSides((side) => (pads[side] - cuts[side]) / lengthAlong(SIDE_GEOMETRY[side].axis, size));
}

/** Why a rectangle cannot be kept of a source, or null. */
export function cropProblem(size: Size, { left, top, width, height }: Crop) {
  if (left + width > size.width || top + height > size.height) return 'crop-outside';
  const problem = sizeProblem({ width, height });
  return problem === null ? null : 'crop-unusable';
}

/** The frame of a task around its whole source, in source pixels. */
export function frameOfTask({ source, ...asked }: { readonly source: Size } & CroppedExpansion): Frame {
  return frameOf(source, placedExpansion(source, asked));
}

/** The share of a source's area that an expansion cuts off, from 0 to 1. */
export function cutShare(size: Size, expansion: Expansion): number {
  const { width, height } = keptSize(size, expansion);
  return 1 - (width * height) / (size.width * size.height);
}
