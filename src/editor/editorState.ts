import { z } from 'zod';
import { CENTRED } from '../domain/anchor.ts';
import { expansionSchema, providerNameSchema } from '../domain/contract.ts';
import { NO_EXPANSION, sameExpansion, withinArea } from '../domain/expansion.ts';
import { formatOf } from '../domain/formatOf.ts';
import { MAX_IMAGES, MIN_IMAGES } from '../domain/limits.ts';
import { UNITS } from '../domain/unit.ts';

/** The unfinished work as it is kept; what was kept by an earlier version is completed. */
export const editorStateSchema = z.object({
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
export type EditorState = z.infer<typeof editorStateSchema>;

/** What undo and redo bring back. The prompt is not among it: a text field has an undo of its own. */
export const stepSchema = editorStateSchema.pick({
  sourceKey: true,
  expansion: true,
  anchor: true,
  formatId: true,
});
export type Step = z.infer<typeof stepSchema>;

/** What nobody has worked on yet. */
export const UNTOUCHED: EditorState = {
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
};

export function stepOf({ sourceKey, expansion, anchor, formatId }: EditorState): Step {
  return { sourceKey, expansion, anchor, formatId };
}

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
