import { FORMAT_GROUPS, FORMATS, type Format } from '../../domain/formats.ts';

/** A line of the list of formats. */
export interface FormatEntry {
  readonly id: string;
  readonly label: string;
  /** Beside the name. */
  readonly detail: string;
  /** Null for the two that are no format: none at all, and one to type. */
  readonly format: Format | null;
  readonly searched: string;
}

interface EntryGroup {
  readonly value: string;
  readonly items: FormatEntry[];
}

/** No format: any shape. */
export const FREE: FormatEntry = {
  id: 'free',
  label: 'Free',
  detail: 'any shape',
  format: null,
  searched: 'free none any shape',
};
export const CUSTOM: FormatEntry = {
  id: 'custom',
  label: 'Custom…',
  detail: 'W:H or W × H',
  format: null,
  searched: 'custom own other size shape',
};

export const ENTRY_GROUPS: EntryGroup[] = [
  { value: 'Any', items: [FREE, CUSTOM] },
  ...FORMAT_GROUPS.map((group) => ({
    value: group,
    items: FORMATS.filter((format) => format.group === group).map(entryOf),
  })),
];

function entryOf(format: Format): FormatEntry {
  const { id, name, group, size } = format;
  const detail = size ? `${size.width} × ${size.height}` : '';
  return { id, label: name, detail, format, searched: simplified(`${name} ${detail} ${group}`) };
}

/** The line that stands for a format; typed ones share one. */
export function entryFor(format: Format | null): FormatEntry {
  if (!format) return FREE;
  const entries = ENTRY_GROUPS.flatMap(({ items }) => items);
  return entries.find(({ id }) => id === format.id) ?? CUSTOM;
}

/** Whether every word of what is typed is in a line, however sizes are written. */
export function matches({ searched }: FormatEntry, typed: string): boolean {
  return simplified(typed)
    .split(' ')
    .every((word) => searched.includes(word));
}

function simplified(text: string): string {
  return text
    .toLowerCase()
    .replace(/(\d)\s*[x×*]\s*(?=\d)/g, '$1×')
    .replace(/(\d)\s*:\s*(?=\d)/g, '$1:')
    .trim();
}
