import { z } from 'zod';
import { temporal } from 'zundo';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type Anchor, CENTRED, meantAnchor } from '../domain/anchor.ts';
import { expansionSchema, type ProviderName, providerNameSchema } from '../domain/contract.ts';
import { type Expansion, NO_EXPANSION, sameExpansion, withinArea, withSide } from '../domain/expansion.ts';
import { formatOf } from '../domain/formatOf.ts';
import { withBothSides, withFrameLength } from '../domain/frameLength.ts';
import { MAX_IMAGES, MIN_IMAGES } from '../domain/limits.ts';
import { type Axis, lengthAlong, SIDE_GEOMETRY, type Side, type Size } from '../domain/side.ts';
import { UNITS, type Unit } from '../domain/unit.ts';
import { parsedStorage } from '../ui/parsedStorage.ts';
import { keepSteps } from './keepSteps.ts';
import { createStepGroups } from './stepGroups.ts';

/** How many steps can be taken back. */
const MAX_STEPS = 100;

const draftSchema = z.object({
  /** The open source that the sides belong to. */
  sourceKey: z.string().nullable(),
  expansion: expansionSchema.refine((expansion) => withinArea(expansion)),
  prompt: z.string(),
  n: z.int().min(MIN_IMAGES).max(MAX_IMAGES),
  /** Null leaves the choice to the relay. */
  provider: providerNameSchema.nullable(),
  /** Where a format or a typed frame size puts the source. */
  anchor: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).default(CENTRED),
  /** The format that was chosen last; the frame may have left it since. */
  formatId: z
    .string()
    .refine((id) => formatOf(id) !== null)
    .nullable()
    .catch(null),
  /** What the format's platform lays over the picture is shown. */
  isSafeZoneShown: z.boolean().default(false),
  /** A dragged edge is drawn to places worth stopping at. */
  isSnapping: z.boolean().default(true),
  /** How the sides are written in the panel. */
  unit: z.enum(UNITS).default('px'),
  /** The axes on which both sides change alike. */
  linked: z.object({ x: z.boolean(), y: z.boolean() }).default({ x: false, y: false }),
  /** A live draft stands in for the pixels yet to come. */
  isDraftShown: z.boolean().default(true),
});

/** The designer's unfinished work: what the next task will ask for. Outlives a reload. */
export type EditorState = z.infer<typeof draftSchema>;

/** What undo and redo bring back. The prompt is not among it: a text field has an undo of its own. */
const stepSchema = draftSchema.pick({ sourceKey: true, expansion: true, anchor: true, formatId: true });
type Step = z.infer<typeof stepSchema>;

/** Which changes are one step together. */
export const stepGroups = createStepGroups(() => performance.now());

export const useEditorStore = create<EditorState>()(
  persist(
    temporal(
      (): EditorState => ({
        sourceKey: null,
        expansion: NO_EXPANSION,
        prompt: '',
        n: 1,
        provider: null,
        anchor: CENTRED,
        formatId: null,
        isSafeZoneShown: false,
        isSnapping: true,
        unit: 'px',
        linked: { x: false, y: false },
        isDraftShown: true,
      }),
      {
        limit: MAX_STEPS,
        partialize: ({ sourceKey, expansion, anchor, formatId }): Step => ({
          sourceKey,
          expansion,
          anchor,
          formatId,
        }),
        equality: isNoStep,
        handleSet: (record) => (before) => {
          if (stepGroups.records()) record(before);
        },
      },
    ),
    {
      name: 'outframe-editor',
      storage: parsedStorage(draftSchema),
    },
  ),
);

/** Nothing to take back: all is as it was, or another source is open, to which the steps before do not belong. */
export function isNoStep(before: Step, now: Step): boolean {
  if (before.sourceKey !== now.sourceKey) return true;
  const { anchor } = before;
  return (
    before.formatId === now.formatId &&
    sameExpansion(before.expansion, now.expansion) &&
    anchor.x === now.anchor.x &&
    anchor.y === now.anchor.y
  );
}

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
