import { type Entry, evaluateEntry } from './entry.ts';

/** How lengths are written: source pixels, percent of the source's length, or a ratio of it. */
export const UNITS = ['px', 'percent', 'ratio'] as const;
export type Unit = (typeof UNITS)[number];

interface UnitRule {
  readonly sign: string;
  readonly decimals: number;
  /** What an arrow key changes; ten times as much with Shift. */
  readonly step: number;
  /** What a pixel of a scrub on the screen changes. */
  readonly scrubStep: number;
}

export const UNIT_RULES: Record<Unit, UnitRule> = {
  px: { sign: 'px', decimals: 0, step: 1, scrubStep: 1 },
  percent: { sign: '%', decimals: 1, step: 1, scrubStep: 0.25 },
  ratio: { sign: '×', decimals: 3, step: 0.01, scrubStep: 0.0025 },
};

/** A unit, and the length that percent and ratio are a share of, in source pixels. */
export interface Scale {
  readonly unit: Unit;
  readonly length: number;
}

/** What one of a unit is worth in source pixels. */
function pxPer({ unit, length }: Scale): number {
  return { px: 1, percent: length / 100, ratio: length }[unit];
}

/** Source pixels as a figure of the unit, without its sign: `320`, `19.5`, `0.195`. */
export function writeLength(px: number, scale: Scale): string {
  return String(Number((px / pxPer(scale)).toFixed(UNIT_RULES[scale.unit].decimals)));
}

/**
 * What a typed text comes to in whole source pixels; none at all is 0. `presentPx` is what an entry like `+120`
 * goes on from.
 */
export function readLength(text: string, presentPx: number, scale: Scale): Entry {
  if (text.trim() === '') return { value: 0 };
  const own = pxPer(scale);
  const entry = evaluateEntry(text, {
    present: presentPx / own,
    worth: { px: 1 / own, '%': scale.length / 100 / own, x: scale.length / own },
  });
  return 'value' in entry ? { value: Math.round(entry.value * own) } : entry;
}

/** Whole source pixels after so many steps of the unit; at least one pixel a step. */
export function stepLength(px: number, steps: number, scale: Scale): number {
  const by = steps * UNIT_RULES[scale.unit].step * pxPer(scale);
  return px + Math.sign(by) * Math.max(1, Math.round(Math.abs(by)));
}

/** Whole source pixels after a scrub of so many pixels on the screen. */
export function scrubLength(px: number, screenPx: number, scale: Scale): number {
  return px + Math.round(screenPx * UNIT_RULES[scale.unit].scrubStep * pxPer(scale));
}
