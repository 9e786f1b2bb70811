import { temporal } from 'zundo';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type Anchor, CENTRED, meantAnchor } from '../../domain/anchor.ts';
import type { ProviderName } from '../../domain/contract/provider.ts';
import { type Crop, placedExpansion } from '../../domain/crop.ts';
import {
  type Expansion,
  mapSides,
  NO_EXPANSION,
  withinArea,
  withinOneRequest,
} from '../../domain/expansion.ts';
import { formatOf } from '../../domain/formatOf.ts';
import { formatState, solveFormat } from '../../domain/formatSolver.ts';
import { MAX_IMAGES, MIN_IMAGES } from '../../domain/limits.ts';
import { type Axis, SIDES, type Size } from '../../domain/side.ts';
import type { Unit } from '../../domain/unit.ts';
import { forgetUndone } from '../../ui/outsideHistory.ts';
import { parsedStorage } from '../../ui/parsedStorage.ts';
import {
  type EditorState,
  editorStateSchema,
  type HistoryEntry,
  historyEntryOf,
  historyEntrySchema,
  INITIAL_EDITOR_STATE,
  isEmptyEntry,
} from './editorState.ts';
import { createHistoryGroups } from './historyGroups.ts';
import { persistHistory } from './persistHistory.ts';

/** How many steps can be taken back. */
const MAX_STEPS = 100;

/** Which changes are one step together. */
export const historyGroups = createHistoryGroups(() => performance.now());

export const useEditorStore = create<EditorState>()(
  persist(
    temporal(() => INITIAL_EDITOR_STATE, {
      limit: MAX_STEPS,
      partialize: historyEntryOf,
      equality: isEmptyEntry,
      handleSet: (record) => (before) => {
        if (!historyGroups.records()) return;
        forgetUndone();
        record(before);
      },
    }),
    {
      name: 'outframe-editor',
      storage: parsedStorage(editorStateSchema),
    },
  ),
);

persistHistory(useEditorStore.temporal, historyEntrySchema, ({ sourceKey }) => {
  return sourceKey === useEditorStore.getState().sourceKey;
});
useEditorStore.subscribe((now, before) => {
  if (now.sourceKey !== before.sourceKey) useEditorStore.temporal.getState().clear();
});

const { setState } = useEditorStore;

export function setExpansion(expansion: Expansion): void {
  setState({ expansion });
}

/**
 * Lets the frame go beyond one request, or holds it to one again, as one step. A chosen format is brought to what that
 * reaches; any other frame that is too large for one request shrinks around the source until it is not.
 */
export function setGoesBeyond(goesBeyond: boolean, size: Size): void {
  setState(({ expansion, formatId, anchor, allowsCropping }) => {
    const format = formatId === null ? null : formatOf(formatId);
    const meant = meantAnchor(size, expansion, anchor);
    const isTooLarge = !goesBeyond && !withinArea(expansion);
    const wasNearest = format !== null && formatState(size, format, expansion) === 'nearest';
    if (format && (isTooLarge || wasNearest)) {
      const solved = solveFormat({ ...size, goesBeyond, allowsCropping }, format, meant);
      return { goesBeyond, anchor: meant, expansion: solved.expansion };
    }
    return isTooLarge ? { goesBeyond, expansion: withinOneRequest(expansion, size) } : { goesBeyond };
  });
}

/**
 * Lets sides cut into the source, or keeps all of it again, as one step. A chosen format that was out of reach is
 * reached by cutting, and is brought to the nearest without; any other frame gets back what it cut.
 */
export function setAllowsCropping(allowsCropping: boolean, size: Size): void {
  setState(({ expansion, formatId, anchor, goesBeyond }) => {
    const format = formatId === null ? null : formatOf(formatId);
    const meant = meantAnchor(size, expansion, anchor);
    const cuts = SIDES.some((side) => expansion[side] < 0);
    const wasNearest =
      format !== null && formatState({ ...size, goesBeyond }, format, expansion) === 'nearest';
    if (format && (allowsCropping ? wasNearest : cuts)) {
      const solved = solveFormat({ ...size, goesBeyond, allowsCropping }, format, meant);
      return { allowsCropping, anchor: meant, expansion: solved.expansion };
    }
    if (allowsCropping || !cuts) return { allowsCropping };
    const whole = mapSides((side) => Math.max(0, expansion[side]));
    return { allowsCropping, expansion: goesBeyond ? whole : withinOneRequest(whole, size) };
  });
}

/** Takes back everything that shapes the frame, as one step. */
export function resetFrame(): void {
  setState({
    ...{ expansion: NO_EXPANSION, allowsCropping: false, goesBeyond: false },
    ...{ anchor: CENTRED, formatId: null },
  });
}

/** What a drag came to, in one change: the sides, and where the source lies now. */
export function setDragged(expansion: Expansion, anchor: Anchor): void {
  setState({ expansion, anchor });
}

export function setUnit(unit: Unit): void {
  setState({ unit });
}

export function toggleLink(axis: Axis): void {
  setState(({ linked }) => ({ linked: { ...linked, [axis]: !linked[axis] } }));
}

/** What is typed while the field has the focus is one step, as `typingId` tells; other changes are one each. */
export function setPrompt(prompt: string, typingId?: string): void {
  const change = () => setState({ prompt });
  if (typingId === undefined) change();
  else historyGroups.join(typingId, change, true);
}

export function setImageCount(n: number): void {
  setState({ n: Math.min(MAX_IMAGES, Math.max(MIN_IMAGES, Math.round(n))) });
}

export function setProvider(provider: ProviderName): void {
  setState({ provider });
}

/** So many formats are kept at hand. */
const MAX_RECENT = 4;

/** A format, and what it makes of the frame, in one change. */
export function setFormat(change: Pick<EditorState, 'formatId' | 'expansion' | 'anchor'>): void {
  setState(({ recentFormatIds, formatId: before }) => {
    const { formatId } = change;
    if (formatId === null || formatId === before) return change;
    const others = recentFormatIds.filter((id) => id !== formatId);
    return {
      ...change,
      isFormatLocked: true,
      recentFormatIds: [formatId, ...others].slice(0, MAX_RECENT),
    };
  });
}

export function setFormatLocked(isFormatLocked: boolean): void {
  setState({ isFormatLocked });
}

export function setSafeZoneShown(isSafeZoneShown: boolean): void {
  setState({ isSafeZoneShown });
}

export function setSnapping(isSnapping: boolean): void {
  setState({ isSnapping });
}

export function setDraftShown(isDraftShown: boolean): void {
  setState({ isDraftShown });
}

export function setSidesShown(areSidesShown: boolean): void {
  setState({ areSidesShown });
}

/**
 * Begins on a new source: what belongs to the work stays (format, anchor, unit, provider, whether it may be cropped), what belongs to the image
 * that was open goes (sides, prompt, number of variants, and that the frame may take several requests).
 */
export function startAnew(sourceKey: string, size: Size): void {
  setState(workAnew(sourceKey, size));
}

/** The same for a source that is not open yet. `from`: the work that it goes on from, which is what is set just now. */
export function workAnew(
  sourceKey: string,
  size: Size,
  from: HistoryEntry = historyEntryOf(useEditorStore.getState()),
): HistoryEntry {
  return { ...from, sourceKey, ...frameAnew(size, from), prompt: '', n: MIN_IMAGES };
}

/** The open source has another size than it seemed to have: the frame begins again, with no step back to the one before. */
export function startFrameAnew(size: Size): void {
  setState(frameAnew(size));
  useEditorStore.temporal.getState().clear();
}

/** The frame of the format that was chosen, or else none yet. */
function frameAnew(
  size: Size,
  { formatId, anchor, allowsCropping }: HistoryEntry = useEditorStore.getState(),
): Pick<EditorState, 'expansion' | 'goesBeyond'> {
  const format = formatId === null ? null : formatOf(formatId);
  const expansion = format
    ? solveFormat({ ...size, allowsCropping }, format, anchor).expansion
    : NO_EXPANSION;
  return { expansion, goesBeyond: false };
}

/** Goes on with a source that is open again; sides that were set for another one, in another tab, do not fit it. */
export function resume(sourceKey: string, size: Size): void {
  if (useEditorStore.getState().sourceKey !== sourceKey) startAnew(sourceKey, size);
}

type Asked = Pick<EditorState, 'expansion' | 'formatId' | 'prompt' | 'n' | 'provider'> & {
  readonly source: Size;
  readonly crop: Crop | null;
  readonly anchor: Anchor | null;
};

/** Takes over everything that an earlier task asked for, as one step. */
export function reuse({ source, crop, formatId, prompt, n, provider, ...asked }: Asked): void {
  historyGroups.close();
  const expansion = placedExpansion(source, { crop, expansion: asked.expansion });
  // Where nobody said where the source was to lie, the sides that it adds do.
  const anchor = meantAnchor(source, expansion, asked.anchor ?? CENTRED);
  const goesBeyond = !withinArea(expansion);
  const allowsCropping = crop !== null || useEditorStore.getState().allowsCropping;
  setState({ expansion, allowsCropping, goesBeyond, anchor, formatId, prompt, n, provider });
}

/** Takes over what an earlier task asked for as the beginning of the work on its source: opening that is the one step. */
export function beginWith(task: Asked): void {
  reuse(task);
  useEditorStore.temporal.getState().clear();
}
