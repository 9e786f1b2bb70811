import type { Expansion } from '../../../domain/expansion.ts';
import { frameOf, padsOf } from '../../../domain/frame.ts';
import { type Axis, lengthAlong, SIDE_GEOMETRY, type Side, type Size } from '../../../domain/side.ts';
import { type Scale, UNIT_RULES, type Unit, writeLength } from '../../../domain/unit.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import { type FrameBefore, setFramePx, setSidePx } from '../../state/setLengths.ts';

/** A length that can be read off the frame, written in a field and set. */
export interface EditableLength {
  readonly scale: Scale;
  /** In whole source pixels. */
  readonly pxOf: (expansion: Expansion) => number;
  /** Sets it as near to so many source pixels as the limits allow, going on from what is set or what was. */
  readonly setPx: (px: number, from?: FrameBefore) => void;
  /** Says why such an entry sets nothing, where what it could set would throw away more than it asks for. */
  readonly refusal?: (px: number) => string | null;
  /** Says why it came to less than was asked for. */
  readonly clampedAboveMessage: (px: number) => string;
  /** Says why it came to more. */
  readonly clampedBelowMessage: (px: number) => string;
}

/** What one side adds. */
export function sideLengthOf(side: Side, unit: Unit, size: Size): EditableLength {
  const scale = { unit, length: lengthAlong(SIDE_GEOMETRY[side].axis, size) };
  const written = (px: number) => `${writeLength(px, scale)} ${UNIT_RULES[unit].sign}`;
  return {
    scale,
    pxOf: (expansion) => padsOf(size, expansion)[side],
    setPx: (px, from) => setSidePx({ side, px }, size, from),
    clampedAboveMessage: (px) => `Set to ${written(px)}: the limits leave this side no more.`,
    clampedBelowMessage: (px) =>
      allowsCropping()
        ? `Set to ${written(px)}: less of the image would be too little to expand.`
        : `Set to ${written(px)}: a side cuts into the image only with “Allow cropping”.`,
  };
}

/** The width (x) or height (y) of the frame. */
export function frameLengthOf(axis: Axis, size: Size): EditableLength {
  const length = axis === 'x' ? 'wide' : 'high';
  return {
    scale: { unit: 'px', length: lengthAlong(axis, size) },
    pxOf: (expansion) => lengthAlong(axis, frameOf(size, expansion)),
    setPx: (px, from) => setFramePx({ axis, px }, size, from),
    refusal: (px) => {
      const own = lengthAlong(axis, size);
      if (px >= own || allowsCropping()) return null;
      // The nearest that the limits allow would be no new area at all: all that both sides add.
      return `Kept as it was: less than the image’s own ${own} px only with “Allow cropping”.`;
    },
    clampedAboveMessage: (px) => `Set to ${px} px: the limits let the frame be no more ${length}.`,
    clampedBelowMessage: (px) =>
      allowsCropping()
        ? `Set to ${px} px: less of the image would be too little to expand.`
        : `Set to ${px} px: the frame is smaller than the image only with “Allow cropping”.`,
  };
}

function allowsCropping(): boolean {
  return useEditorStore.getState().allowsCropping;
}
