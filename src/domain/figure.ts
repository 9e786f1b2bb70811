import { type Entry, evaluateEntry } from './entry.ts';

/** The whole numbers that a field takes. */
export interface FigureRange {
  readonly least: number;
  readonly most: number;
}

/** What a typed text comes to in a field that has no unit: a number, a sum, or `+1` on what is there. */
export function readFigure(text: string, present: number): Entry {
  return evaluateEntry(text, { present, worth: { px: 1, '%': Number.NaN, x: Number.NaN } });
}

/** The nearest figure that the field takes. */
export function nearestFigure(value: number, { least, most }: FigureRange): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}
