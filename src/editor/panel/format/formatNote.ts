import { cutShare } from '../../../domain/crop.ts';
import { type Expansion, NO_EXPANSION, sameExpansion } from '../../../domain/expansion.ts';
import { formatState, solveFormat } from '../../../domain/formatSolver.ts';
import type { Format } from '../../../domain/formats.ts';
import { frameOf } from '../../../domain/frame.ts';
import { quoteFor } from '../../../domain/plan/quote.ts';
import { problemDetail } from '../../../domain/problem.ts';
import { MAX_AREA_FACTOR, type Reach } from '../../../domain/reach.ts';
import type { Size } from '../../../domain/side.ts';
import { percentLabel } from './percentLabel.ts';

/** What is a trifle beyond the limit does not read as the limit. */
const JUST_BEYOND = MAX_AREA_FACTOR + 0.01;

/**
 * What there is to say about the chosen format: `left` offers the way back, `beyond` the way past one request, and
 * `unreachable` says that there is none.
 */
interface FormatNote {
  readonly kind: 'fits' | 'left' | 'beyond' | 'unreachable';
  /** Empty for none. */
  readonly title: string;
  readonly text: string;
  /** On the button that brings the frame to the format; empty for no button. */
  readonly action: string;
  /** The share of the source that would be cut off to reach it within one request; 0 where that is no way. */
  readonly cuts?: number;
}

/**
 * Null when the frame has the format's shape and that says it all.
 *
 * @param takesSteps a frame that one request does not reach takes steps
 */
export function formatNote(
  size: Reach,
  format: Format,
  { expansion, takesSteps }: { expansion: Expansion; takesSteps: boolean },
): FormatNote | null {
  const { name } = format;
  const state = formatState(size, format, expansion);
  if (state === 'met') {
    const alone = sameExpansion(expansion, NO_EXPANSION) ? ['Your image has this shape already.'] : [];
    const scale = format.size ? [scaleLabel(format.size, frameOf(size, expansion))] : [];
    const cut = cutShare(size, expansion);
    const lost = cut > 0 ? [`Cuts ${percentLabel(cut)} of the image.`] : [];
    const text = [...alone, ...lost, ...scale].join(' ');
    return text ? { kind: 'fits', title: '', text, action: '' } : null;
  }
  if (state === 'nearest') return beyondNote(size, format, takesSteps);
  return solveFormat(size, format, { x: 0, y: 0 }).isReached
    ? { kind: 'left', title: '', text: `No longer ${name}.`, action: `Back to ${name}` }
    : { kind: 'left', title: '', text: `No longer the nearest to ${name}.`, action: 'Take the nearest' };
}

/** Of a frame that is as near to its format as it may be. */
function beyondNote(size: Size, format: Format, takesSteps: boolean): FormatNote {
  const { name } = format;
  const anchor = { x: 0, y: 0 };
  const { expansion, neededFactor } = solveFormat(
    { ...size, goesBeyond: true, allowsCropping: false },
    format,
    anchor,
  );
  const cropped = solveFormat({ ...size, goesBeyond: false, allowsCropping: true }, format, anchor);
  const cuts = cropped.isReached ? cutShare(size, cropped.expansion) : 0;
  const quote = quoteFor(size, expansion, { reachesAnyFrame: !takesSteps });
  if (quote.problem !== null || formatState(size, format, expansion) !== 'met') {
    const text = `${problemDetail(quote.problem ?? 'plan-too-large')} This frame is the nearest.`;
    return { kind: 'unreachable', title: `${name} is out of reach`, text, action: '', cuts };
  }
  const takes = `It takes ${Math.max(neededFactor, JUST_BEYOND).toFixed(2)}× the image’s area.`;
  const isAtOnce = quote.steps === 1;
  return {
    kind: 'beyond',
    title: isAtOnce ? `${name} is beyond ${MAX_AREA_FACTOR}×` : `${name} takes ${quote.steps} steps`,
    text: isAtOnce
      ? `${takes} This frame is the nearest within ${MAX_AREA_FACTOR}×.`
      : `${takes} One request reaches ${MAX_AREA_FACTOR}×; the next one goes on from its result. This frame is the nearest that one request reaches.`,
    action: isAtOnce ? `Go beyond ${MAX_AREA_FACTOR}×` : `Go beyond, in ${quote.steps} steps`,
    cuts,
  };
}

/** How an exact size compares with the frame that has its shape. */
function scaleLabel(wanted: Size, frame: Size): string {
  const name = `${wanted.width} × ${wanted.height}`;
  const percent = (100 * wanted.width) / frame.width;
  if (wanted.width === frame.width && wanted.height === frame.height) return `The frame is exactly ${name}.`;
  // Near 100 a figure without decimals would say that they are equal.
  const shown = percent.toFixed(Math.abs(percent - 100) < 1 ? 1 : 0);
  return percent > 100
    ? `The result is enlarged to ${name}, ${shown}% of the frame.`
    : `The result is scaled down to ${name}, ${shown}% of the frame.`;
}
