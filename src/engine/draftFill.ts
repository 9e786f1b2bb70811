import type { Side, Size } from '../domain/side.ts';
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
  return ({ pads, mayBeRough }) => {
    const { rgba, matched, isRough } = fillFrame(
      { ...source, pads, seed: SEED },
      FILL_SETTINGS.draft,
      mayBeRough ? last : null,
    );
    last = matched;
    return { rgba, isRough };
  };
}
