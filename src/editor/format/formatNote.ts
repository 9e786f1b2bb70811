import { type Expansion, MAX_AREA_FACTOR, NO_EXPANSION, sameExpansion } from '../../domain/expansion.ts';
import { formatState, solveFormat } from '../../domain/formatSolver.ts';
import type { Format } from '../../domain/formats.ts';
import { frameOf } from '../../domain/frame.ts';
import { sizeProblem } from '../../domain/limits.ts';
import type { Size } from '../../domain/side.ts';

/** What is a trifle beyond the limit does not read as the limit. */
const JUST_BEYOND = MAX_AREA_FACTOR + 0.01;

/** What there is to say about the chosen format: `left` offers the way back, `unreachable` what to do instead. */
interface FormatNote {
  readonly kind: 'fits' | 'left' | 'unreachable';
  /** Empty for none. */
  readonly title: string;
  readonly text: string;
  /** On the button that brings the frame to the format again; empty for no button. */
  readonly action: string;
}

/** Null when the frame has the format's shape and that says it all. */
export function formatNote(size: Size, format: Format, expansion: Expansion): FormatNote | null {
  const { name } = format;
  const state = formatState(size, format, expansion);
  if (state === 'met') {
    const alone = sameExpansion(expansion, NO_EXPANSION) ? ['Your image has this shape already.'] : [];
    const scale = format.size ? [scaleWords(format.size, frameOf(size, expansion))] : [];
    const text = [...alone, ...scale].join(' ');
    return text ? { kind: 'fits', title: '', text, action: '' } : null;
  }
  const { isReached, neededFactor } = solveFormat(size, format, { x: 0, y: 0 });
  if (state === 'nearest') {
    return {
      kind: 'unreachable',
      title: `${name} is out of reach in one go`,
      text: unreachableWords(name, neededFactor, frameOf(size, expansion)),
      action: '',
    };
  }
  return isReached
    ? { kind: 'left', title: '', text: `No longer ${name}.`, action: 'Solve again' }
    : { kind: 'left', title: '', text: `No longer the nearest to ${name}.`, action: 'Take the nearest' };
}

/** How an exact size compares with the frame that has its shape. */
function scaleWords(wanted: Size, frame: Size): string {
  const name = `${wanted.width} × ${wanted.height}`;
  const percent = (100 * wanted.width) / frame.width;
  if (wanted.width === frame.width && wanted.height === frame.height) return `The frame is exactly ${name}.`;
  // Near 100 a figure without decimals would say that they are equal.
  const shown = percent.toFixed(Math.abs(percent - 100) < 1 ? 1 : 0);
  return percent > 100
    ? `${name} is ${shown} % of the frame: the result would have to be enlarged to it.`
    : `${name} is ${shown} % of the frame, so the result only has to be scaled down.`;
}

function unreachableWords(name: string, neededFactor: number, nearest: Size): string {
  const why = `It takes ${Math.max(neededFactor, JUST_BEYOND).toFixed(2)}× the image’s area, and one expansion gives ${MAX_AREA_FACTOR}×. This frame is the nearest.`;
  const problem = sizeProblem(nearest);
  if (problem) {
    const what = problem === 'source-too-long' ? 'long' : 'large';
    return `${why} Its result will be too ${what} to go on from.`;
  }
  const next = neededFactor / MAX_AREA_FACTOR;
  const rest = next <= MAX_AREA_FACTOR ? `that takes ${next.toFixed(2)}×` : 'that comes nearer';
  return `${why} To go on, expand it, open the result as source and choose ${name} again: ${rest}.`;
}
