import { CENTRED } from '../../../domain/anchor.ts';
import { cutShare } from '../../../domain/crop.ts';
import { formatOf } from '../../../domain/formatOf.ts';
import { solveFormat } from '../../../domain/formatSolver.ts';
import { FORMAT_GROUPS, FORMATS, type Format } from '../../../domain/formats.ts';
import { quoteFor } from '../../../domain/plan/quote.ts';
import { cutsForOneRequest, type Reach } from '../../../domain/reach.ts';
import { percentLabel } from './percentLabel.ts';

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

const ANY: EntryGroup = { value: 'Any', items: [FREE, CUSTOM] };

const NAMED_GROUPS: EntryGroup[] = FORMAT_GROUPS.map((group) => ({
  value: group,
  items: FORMATS.filter((format) => format.group === group).map(entryOf),
}));

/** The lines of the list, in groups: those chosen lately on top, and in their own groups as well. */
export function entryGroups(recentIds: readonly string[]): EntryGroup[] {
  const recent = recentIds
    .map(formatOf)
    .filter((format) => format !== null)
    .map((format) => ({ ...entryOf(format), id: `recent ${format.id}` }));
  return [ANY, ...(recent.length > 0 ? [{ value: 'Recent', items: recent }] : []), ...NAMED_GROUPS];
}

/** What a format costs with a source: how much area its frame takes, in how many steps, or that nothing reaches it. */
export function costLabel(
  size: Reach,
  format: Format,
  takesSteps: boolean,
): { readonly text: string; readonly isReached: boolean } {
  if (cutsForOneRequest(size)) {
    const solved = solveFormat(size, format, CENTRED);
    const share = cutShare(size, solved.expansion);
    if (solved.isReached && share > 0) return { text: `cuts ${percentLabel(share)}`, isReached: true };
  }
  const whole = solveFormat({ ...size, goesBeyond: true, allowsCropping: false }, format, CENTRED);
  const { neededFactor } = whole;
  const quote = quoteFor(size, whole.expansion, { reachesAnyFrame: !takesSteps });
  if (quote.problem !== null || !whole.isReached) return cutBeyondLabel(size, format, takesSteps);
  if (quote.steps > 1) return { text: `in ${quote.steps} steps`, isReached: true };
  return { text: neededFactor <= 1 ? 'fits' : `${neededFactor.toFixed(2)}×`, isReached: true };
}

/** Of a format that no plan reaches with the whole source. */
function cutBeyondLabel(size: Reach, format: Format, takesSteps: boolean): ReturnType<typeof costLabel> {
  const cut = size.allowsCropping ? solveFormat(size, format, CENTRED) : null;
  const quote = cut?.isReached ? quoteFor(size, cut.expansion, { reachesAnyFrame: !takesSteps }) : null;
  if (!cut || !quote || quote.problem !== null) return { text: 'out of reach', isReached: false };
  const steps = quote.steps > 1 ? `, in ${quote.steps} steps` : '';
  return { text: `cuts ${percentLabel(cutShare(size, cut.expansion))}${steps}`, isReached: true };
}

function entryOf(format: Format): FormatEntry {
  const { id, name, group, size } = format;
  const detail = size ? `${size.width} × ${size.height}` : '';
  return { id, label: name, detail, format, searched: simplified(`${name} ${detail} ${group}`) };
}

/** The line that stands for a format; typed ones share one. */
export function entryFor(format: Format | null): FormatEntry {
  if (!format) return FREE;
  const entries = NAMED_GROUPS.flatMap(({ items }) => items);
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
