import { z } from 'zod';
import { CENTRED } from '../../domain/anchor.ts';
import { providerNameSchema } from '../../domain/contract/provider.ts';
import { MAX_BEYOND } from '../../domain/contract/taskRequest.ts';
import { type Expansion, NO_EXPANSION, sameExpansion, withinArea } from '../../domain/expansion.ts';
import { formatOf } from '../../domain/formatOf.ts';
import { MAX_IMAGES, MIN_IMAGES } from '../../domain/limits.ts';
import { SIDES } from '../../domain/side.ts';
import { UNITS } from '../../domain/unit.ts';

/** A side that cuts into the source has a ratio below 0. */
const workRatio = z.number().min(-1).max(MAX_BEYOND);
const workExpansionSchema = z.object({ up: workRatio, right: workRatio, bottom: workRatio, left: workRatio });

const stateFields = z.object({
  /** The open source that the sides belong to. */
  sourceKey: z.string().nullable(),
  expansion: workExpansionSchema,
  /** Sides may cut into the source. */
  allowsCropping: z.boolean().default(false),
  /** The frame may take more than one request, each of which is paid for. */
  goesBeyond: z.boolean().default(false),
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
  /** The frame holds the shape of its format whatever is set or dragged. */
  isFormatLocked: z.boolean().default(true),
  /** Formats chosen lately, the latest first. */
  recentFormatIds: z.array(z.string()).default([]),
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
  /** The panel shows a field for each side and what is seldom switched. */
  areSidesShown: z.boolean().default(false),
});

interface FrameAllowed {
  readonly expansion: Expansion;
  readonly goesBeyond: boolean;
  readonly allowsCropping: boolean;
}

/** A frame that one request does not reach, or that cuts into the source, was allowed to be one. */
function isAllowed({ expansion, goesBeyond, allowsCropping }: FrameAllowed): boolean {
  const mayCut = allowsCropping || SIDES.every((side) => expansion[side] >= 0);
  return mayCut && (goesBeyond || withinArea(expansion));
}

/** The unfinished work as it is kept; what was kept by an earlier version is completed. */
export const editorStateSchema = stateFields.refine(isAllowed);
/** The designer's unfinished work: what the next task will ask for. Outlives a reload. */
export type EditorState = z.infer<typeof editorStateSchema>;

const historyEntryFields = stateFields.pick({
  sourceKey: true,
  expansion: true,
  allowsCropping: true,
  goesBeyond: true,
  anchor: true,
  formatId: true,
  prompt: true,
  n: true,
  provider: true,
});
/** What undo and redo bring back: all that the next task asks for. */
export const historyEntrySchema = historyEntryFields.refine(isAllowed);
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** What nobody has worked on yet. */
export const INITIAL_EDITOR_STATE: EditorState = {
  sourceKey: null,
  expansion: NO_EXPANSION,
  allowsCropping: false,
  goesBeyond: false,
  prompt: '',
  n: 1,
  provider: null,
  anchor: CENTRED,
  formatId: null,
  isFormatLocked: true,
  recentFormatIds: [],
  isSafeZoneShown: false,
  isSnapping: true,
  unit: 'px',
  linked: { x: false, y: false },
  isDraftShown: true,
  areSidesShown: false,
};

export function historyEntryOf(state: EditorState): HistoryEntry {
  const { sourceKey, expansion, allowsCropping, goesBeyond, anchor, formatId, prompt, n, provider } = state;
  return { sourceKey, expansion, allowsCropping, goesBeyond, anchor, formatId, prompt, n, provider };
}

/** Nothing to take back: all is as it was, or another source is open, to which the steps before do not belong. */
export function isEmptyEntry(before: HistoryEntry, now: HistoryEntry): boolean {
  if (before.sourceKey !== now.sourceKey) return true;
  const { anchor } = before;
  return (
    before.formatId === now.formatId &&
    before.allowsCropping === now.allowsCropping &&
    before.goesBeyond === now.goesBeyond &&
    before.prompt === now.prompt &&
    before.n === now.n &&
    before.provider === now.provider &&
    sameExpansion(before.expansion, now.expansion) &&
    anchor.x === now.anchor.x &&
    anchor.y === now.anchor.y
  );
}
