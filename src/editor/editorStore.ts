import { temporal } from 'zundo';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type Anchor, CENTRED, meantAnchor } from '../domain/anchor.ts';
import type { ProviderName } from '../domain/contract.ts';
import { type Expansion, NO_EXPANSION, withSide } from '../domain/expansion.ts';
import { withBothSides, withFrameLength } from '../domain/frameLength.ts';
import { MAX_IMAGES, MIN_IMAGES } from '../domain/limits.ts';
import { type Axis, lengthAlong, SIDE_GEOMETRY, type Side, type Size } from '../domain/side.ts';
import type { Unit } from '../domain/unit.ts';
import { parsedStorage } from '../ui/parsedStorage.ts';
import {
  type EditorState,
  editorStateSchema,
  isNoStep,
  stepOf,
  stepSchema,
  UNTOUCHED,
} from './editorState.ts';
import { keepSteps } from './keepSteps.ts';
import { createStepGroups } from './stepGroups.ts';

/** How many steps can be taken back. */
const MAX_STEPS = 100;

/** Which changes are one step together. */
export const stepGroups = createStepGroups(() => performance.now());

export const useEditorStore = create<EditorState>()(
  persist(
    temporal(() => UNTOUCHED, {
      limit: MAX_STEPS,
      partialize: stepOf,
      equality: isNoStep,
      handleSet: (record) => (before) => {
        if (stepGroups.records()) record(before);
      },
    }),
    {
      name: 'outframe-editor',
      storage: parsedStorage(editorStateSchema),
    },
  ),
);

keepSteps(useEditorStore.temporal, stepSchema, ({ sourceKey }) => {
  return sourceKey === useEditorStore.getState().sourceKey;
});
useEditorStore.subscribe((now, before) => {
  if (now.sourceKey !== before.sourceKey) useEditorStore.temporal.getState().clear();
});

const { setState } = useEditorStore;

export function setExpansion(expansion: Expansion): void {
  setState({ expansion });
}

/** Takes back everything that shapes the frame, as one step. */
export function resetFrame(): void {
  setState({ expansion: NO_EXPANSION, anchor: CENTRED, formatId: null });
}

/** What a drag came to, in one change: the sides, and where the source lies now. */
export function setDragged(expansion: Expansion, anchor: Anchor): void {
  setState({ expansion, anchor });
}

/** What a figure is set from: what is set now, or what was when a run of changes began, so that they never add up. */
export type FrameBefore = Pick<EditorState, 'expansion' | 'anchor'>;

/** Sets one side as near to so many source pixels as the limits allow; on a linked axis the other one goes along. */
export function setSidePx(
  { side, px }: { side: Side; px: number },
  size: Size,
  { expansion }: FrameBefore = useEditorStore.getState(),
): void {
  const { axis } = SIDE_GEOMETRY[side];
  const ratio = px / lengthAlong(axis, size);
  const change = useEditorStore.getState().linked[axis] ? withBothSides : withSide;
  setState({ expansion: change(expansion, side, ratio, size) });
}

/** Sets the width (x) or height (y) of the frame as near to so many source pixels as the limits allow. */
export function setFramePx(
  length: { axis: Axis; px: number },
  size: Size,
  { expansion, anchor }: FrameBefore = useEditorStore.getState(),
): void {
  const meant = meantAnchor(size, expansion, anchor);
  setState({ expansion: withFrameLength(expansion, length, { size, anchor: meant }) });
}

export function setUnit(unit: Unit): void {
  setState({ unit });
}

export function toggleLink(axis: Axis): void {
  setState(({ linked }) => ({ linked: { ...linked, [axis]: !linked[axis] } }));
}

export function setPrompt(prompt: string): void {
  setState({ prompt });
}

export function setImageCount(n: number): void {
  setState({ n: Math.min(MAX_IMAGES, Math.max(MIN_IMAGES, Math.round(n))) });
}

export function setProvider(provider: ProviderName): void {
  setState({ provider });
}

/** A format, and what it makes of the frame, in one change. */
export function setFormat(change: Pick<EditorState, 'formatId' | 'expansion' | 'anchor'>): void {
  setState(change);
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

/** A new source starts unexpanded; the prompt stays, since it often belongs to the next image too. */
export function startAnew(sourceKey: string): void {
  setState({ sourceKey, expansion: NO_EXPANSION, anchor: CENTRED, formatId: null });
}

/** Goes on with a source that is open again; sides that were set for another one, in another tab, do not fit it. */
export function resume(sourceKey: string): void {
  if (useEditorStore.getState().sourceKey !== sourceKey) startAnew(sourceKey);
}

/** Takes over what an earlier task asked for. */
export function reuse(asked: Pick<EditorState, 'expansion' | 'prompt' | 'n'>): void {
  setState({ expansion: asked.expansion, formatId: null, prompt: asked.prompt, n: asked.n });
}
