import { type CroppedExpansion, requestOf } from '../crop.ts';
import { deliveryName } from '../deliveryName.ts';
import { addsNothing, type Expansion } from '../expansion.ts';
import { formatOf } from '../formatOf.ts';
import { type FormatSolution, solveFormat } from '../formatSolver.ts';
import type { Format } from '../formats.ts';
import { type Frame, frameOf } from '../frame.ts';
import { quoteFor } from '../plan/quote.ts';
import type { ProblemCode } from '../problem.ts';
import { cutsForOneRequest, type Reach } from '../reach.ts';
import type { Size } from '../side.ts';
import type { PackItem } from './pack.ts';

/** What a format of a pack comes to with a source. */
export interface PackEntry {
  readonly item: PackItem;
  readonly format: Format;
  /** Of the whole source: sides that cut have ratios below 0. */
  readonly expansion: Expansion;
  /** The same as it is asked for. */
  readonly request: CroppedExpansion;
  readonly frame: Frame;
  /** The pixels of its file: the format's own, or the frame's where it is a shape alone. */
  readonly delivered: Size;
  /** Requests that it takes, and what a task has to agree to; 0 where there is nothing to expand. */
  readonly steps: number;
  readonly maxSteps: number;
  /** Why there is no task for it: nothing reaches it, or the source has its shape already. */
  readonly problem: ProblemCode | null;
}

/** How formats may be reached. */
interface Reaching extends Omit<Reach, keyof Size> {
  /** The provider needs no steps. */
  readonly reachesAnyFrame: boolean;
}

export function packEntries(size: Size, items: readonly PackItem[], reaching: Reaching): PackEntry[] {
  return items.flatMap((item) => {
    const format = formatOf(item.formatId);
    return format === null ? [] : [entryOf(size, { item, format }, reaching)];
  });
}

function entryOf(
  size: Size,
  { item, format }: Pick<PackEntry, 'item' | 'format'>,
  reaching: Reaching,
): PackEntry {
  const { expansion, isReached, quote } = solved(size, { item, format }, reaching);
  const frame = frameOf(size, expansion);
  const request = requestOf(size, expansion);
  const entry = { item, format, expansion, request, frame, delivered: format.size ?? sizeOf(frame) };
  const none = { steps: 0, maxSteps: 0 };
  if (quote.problem !== null) return { ...entry, ...none, problem: quote.problem };
  if (!isReached) return { ...entry, ...none, problem: 'plan-too-large' };
  if (addsNothing(expansion)) return { ...entry, ...none, problem: 'nothing-to-add' };
  return { ...entry, steps: quote.steps, maxSteps: quote.maxSteps, problem: null };
}

/** The whole source, or, where it may be cut, a part of it: to save steps that nobody agreed to, or where no plan reaches the format without. */
function solved(
  size: Size,
  { item, format }: Pick<PackEntry, 'item' | 'format'>,
  { reachesAnyFrame, ...may }: Reaching,
) {
  const quoted = (solution: FormatSolution) => ({
    ...solution,
    quote: quoteFor(size, solution.expansion, { reachesAnyFrame }),
  });
  const whole = quoted(solveFormat({ ...size, goesBeyond: true }, format, item.anchor));
  const { isReached, quote } = whole;
  const mayStay = isReached && quote.problem === null && (quote.steps === 1 || !cutsForOneRequest(may));
  if (mayStay || !may.allowsCropping) return whole;
  const cut = quoted(solveFormat({ ...size, ...may }, format, item.anchor));
  return cut.isReached && cut.quote.problem === null ? cut : whole;
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
