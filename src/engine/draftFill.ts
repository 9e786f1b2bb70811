import { SIDES, type Side, type Size } from '../domain/side.ts';
import { fillFrame } from './fillFrame.ts';
import type { Matched } from './matchLevels.ts';
import { FILL_SETTINGS } from './settings.ts';

/** The same for every draft, so that the same frame always looks the same. */
const SEED = 1;

interface DraftSource {
  /** RGBA, width × height × 4. */
  readonly rgba: Uint8ClampedArray;
  readonly size: Size;
}

interface DraftRequest {
  readonly pads: Readonly<Record<Side, number>>;
  /** What each side loses before it is filled: of that nothing is looked at, and the pads begin where it ends. */
  readonly cuts: Readonly<Record<Side, number>>;
  /** Whether to be content with the draft before, carried over: a fraction of the work, while a handle moves. */
  readonly mayBeRough: boolean;
}

interface DraftFrame {
  /** RGBA of the whole frame. */
  readonly rgba: Uint8ClampedArray;
  readonly isRough: boolean;
}

/** Fills frames of one source at draft quality, one after the other. */
export function createDraftFill(source: DraftSource): (request: DraftRequest) => DraftFrame {
  let last: Matched | null = null;
  let lastCuts: DraftRequest['cuts'] | null = null;
  let kept = source;
  return ({ pads, cuts, mayBeRough }) => {
    if (lastCuts === null || SIDES.some((side) => cuts[side] !== lastCuts?.[side])) {
      kept = cutOut(source, cuts);
      last = null;
      lastCuts = cuts;
    }
    const { rgba, matched, isRough } = fillFrame(
      { ...kept, pads, seed: SEED },
      FILL_SETTINGS.draft,
      mayBeRough ? last : null,
    );
    last = matched;
    return { rgba, isRough };
  };
}

/** What is left of a picture. */
function cutOut({ rgba, size }: DraftSource, cuts: DraftRequest['cuts']): DraftSource {
  if (SIDES.every((side) => cuts[side] === 0)) return { rgba, size };
  const width = Math.max(0, size.width - cuts.left - cuts.right);
  const height = Math.max(0, size.height - cuts.up - cuts.bottom);
  const left = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row += 1) {
    const from = ((cuts.up + row) * size.width + cuts.left) * 4;
    left.set(rgba.subarray(from, from + width * 4), row * width * 4);
  }
  return { rgba: left, size: { width, height } };
}
