import { type Aspect, aspectLabel, NAMED_ASPECTS } from './aspect.ts';
import { type Expansion, growth, mapSides } from './expansion.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, type Side, type Size } from './side.ts';
import type { Rect } from './viewport.ts';

/** The enlarged rectangle in source pixels, and where the source's top left corner lies in it. */
export interface Frame extends Size {
  readonly placement: Point;
}

/** What each side adds, in whole source pixels. */
export function padsOf(size: Size, expansion: Expansion): Record<Side, number> {
  return mapSides((side) => Math.round(expansion[side] * lengthAlong(SIDE_GEOMETRY[side].axis, size)));
}

/**
 * The frame of a source under an expansion, in whole pixels:
 *
 *   ┌──────── width ─────────┐
 *   │          up            │
 *   │      ┌────────┐        │
 *   │ left │ source │ right  │ height
 *   │      └────────┘        │
 *   │         bottom         │
 *   └────────────────────────┘   placement = (left, up)
 */
export function frameOf(size: Size, expansion: Expansion): Frame {
  const pads = padsOf(size, expansion);
  return {
    width: pads.left + size.width + pads.right,
    height: pads.up + size.height + pads.bottom,
    placement: { x: pads.left, y: pads.up },
  };
}

/** Width over height. */
export function aspectOf({ width, height }: Size): number {
  return width / height;
}

/** Whether a size is as near to an aspect as whole pixels allow: less than one pixel off, along one axis or the other. */
export function hasAspect({ width, height }: Size, [w, h]: Aspect): boolean {
  return Math.abs(width - (height * w) / h) < 1 || Math.abs(height - (width * h) / w) < 1;
}

/**
 * The aspect of a size in words: the common name when the size is as near to it as whole pixels allow
 * (`16:9`), else the quotient over one (`1.57:1`, or `1:1.57` for portrait).
 */
export function aspectName(size: Size): string {
  const named = NAMED_ASPECTS.find((aspect) => hasAspect(size, aspect));
  if (named) return aspectLabel(named);
  const { width, height } = size;
  const quotient = Number((Math.max(width, height) / Math.min(width, height)).toFixed(2));
  return width >= height ? `${quotient}:1` : `1:${quotient}`;
}

/** Aspect error of an image against the frame it should fill: 0 for equal aspects, 0.04 for 4 % off. */
export function aspectError(image: Size, size: Size, expansion: Expansion): number {
  const expected = (size.width * growth(expansion, 'x')) / (size.height * growth(expansion, 'y'));
  const actual = aspectOf(image);
  return Math.max(actual, expected) / Math.min(actual, expected) - 1;
}

/** The frame in source pixels, the source's top left corner at 0,0. */
export function frameRect(size: Size, expansion: Expansion): Rect {
  const { width, height, placement } = frameOf(size, expansion);
  return { x: -placement.x, y: -placement.y, width, height };
}
