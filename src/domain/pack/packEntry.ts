import { deliveryName } from '../deliveryName.ts';
import { addsNothing, type Expansion } from '../expansion.ts';
import { formatOf } from '../formatOf.ts';
import { solveFormat } from '../formatSolver.ts';
import type { Format } from '../formats.ts';
import { type Frame, frameOf } from '../frame.ts';
import { quoteFor } from '../plan/quote.ts';
import type { ProblemCode } from '../problem.ts';
import type { Size } from '../side.ts';
import type { PackItem } from './pack.ts';

/** What a format of a pack comes to with a source. */
export interface PackEntry {
  readonly item: PackItem;
  readonly format: Format;
  readonly expansion: Expansion;
  readonly frame: Frame;
  /** The pixels of its file: the format's own, or the frame's where it is a shape alone. */
  readonly delivered: Size;
  /** Requests that it takes, and what a task has to agree to; 0 where there is nothing to expand. */
  readonly steps: number;
  readonly maxSteps: number;
  /** Why there is no task for it: nothing reaches it, or the source has its shape already. */
  readonly problem: ProblemCode | null;
}

/** @param reachesAnyFrame the provider needs no steps */
export function packEntries(
  size: Size,
  items: readonly PackItem[],
  provider: { readonly reachesAnyFrame: boolean },
): PackEntry[] {
  return items.flatMap((item) => {
    const format = formatOf(item.formatId);
    return format === null ? [] : [entryOf(size, { item, format }, provider)];
  });
}

function entryOf(
  size: Size,
  { item, format }: Pick<PackEntry, 'item' | 'format'>,
  provider: { readonly reachesAnyFrame: boolean },
): PackEntry {
  const { expansion, isReached } = solveFormat({ ...size, goesBeyond: true }, format, item.anchor);
  const frame = frameOf(size, expansion);
  const entry = { item, format, expansion, frame, delivered: format.size ?? sizeOf(frame) };
  const none = { steps: 0, maxSteps: 0 };
  const quote = quoteFor(size, expansion, provider);
  if (quote.problem !== null) return { ...entry, ...none, problem: quote.problem };
  if (!isReached) return { ...entry, ...none, problem: 'plan-too-large' };
  if (addsNothing(expansion)) return { ...entry, ...none, problem: 'nothing-to-add' };
  return { ...entry, steps: quote.steps, maxSteps: quote.maxSteps, problem: null };
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

const NAME_PATTERN = '{source}_{format}_{width}x{height}';

/** What the file of a format is called, without its ending: `meadow_instagram-story_1080x1920`. */
export function packFileName(
  source: string | null,
  { format, delivered }: Pick<PackEntry, 'format' | 'delivered'>,
): string {
  return deliveryName(NAME_PATTERN, { source: source ?? 'outframe', format: format.id, ...delivered, n: 1 });
}
