/** What a task is asked for with. */
import { z } from 'zod';
import { addsNothing, type Expansion, withinArea, withinRatio } from '../expansion.ts';
import { MAX_IMAGES, MAX_PROMPT_LENGTH, MAX_SOURCE_NAME_LENGTH, MAX_STEPS, MIN_IMAGES } from '../limits.ts';
import { type ProblemCode, problemDetail } from '../problem.ts';
import { SIDES } from '../side.ts';
import { shortened, storableText } from '../storableText.ts';
import { shownName } from '../unseen.ts';
import { providerNameSchema } from './provider.ts';
import { sourceIdSchema } from './source.ts';

const says = (code: ProblemCode) => ({ error: problemDetail(code), params: { code } });
/** More than any frame within the limits of a plan adds. */
export const MAX_BEYOND = 1000;
const ratioBeyond = z
  .number({ error: problemDetail('ratio-out-of-range') })
  .refine((value) => value >= 0 && value <= MAX_BEYOND, says('ratio-out-of-range'));
/** What a plan reaches: a ratio may be more than one request takes. */
export const planExpansionSchema = z.strictObject({
  up: ratioBeyond,
  right: ratioBeyond,
  bottom: ratioBeyond,
  left: ratioBeyond,
});

/** What a source's file is called where it was opened; a longer name is cut, one of spaces alone is none. */
const sourceNameSchema = z
  .string()
  .transform((name) => shortened(shownName(storableText(name)).trim(), MAX_SOURCE_NAME_LENGTH))
  .transform((name) => (name === '' ? null : name));

/** A format by its id: the one that a frame was brought to, which names and sizes what is made of it. */
export const formatIdSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((id) => storableText(id) === id, 'No format has such an id.');

export const imageCount = z
  .int({ error: problemDetail('images-out-of-range') })
  .min(MIN_IMAGES, says('images-out-of-range').error)
  .max(MAX_IMAGES, says('images-out-of-range').error);

/** Of a batch's name, in UTF-16 units. */
const MAX_BATCH_NAME_LENGTH = 200;
/** Tasks that were submitted together: a pack of formats, or many sources. The caller makes the id. */
export const batchSchema = z.strictObject({
  id: z.uuid(),
  name: z
    .string()
    .transform((name) => shortened(storableText(name).trim(), MAX_BATCH_NAME_LENGTH))
    .refine((name) => name !== '', 'Give the batch a name.'),
});
export type Batch = z.infer<typeof batchSchema>;

/** What is kept of a source, in its pixels as the eye sees them. */
export const cropSchema = z.strictObject({
  left: z.int().min(0),
  top: z.int().min(0),
  width: z.int().positive(),
  height: z.int().positive(),
});

/** Where a source lies in the free length of its frame: 0 is all of it after the source, 1 all of it before. */
export const anchorSchema = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });

/** A request for a task, before it is known whether its expansion fits into the steps that it may take. */
export const taskFieldsSchema = z.strictObject({
  sourceId: sourceIdSchema,
  /** Of what is kept of the source: the ratios are shares of the crop's width and height where there is one. */
  expansion: planExpansionSchema.refine((e: Expansion) => !addsNothing(e), says('nothing-to-add')),
  /** The part of the source that is kept: nothing else of it is sent. Null for all of it. */
  crop: cropSchema.nullable().default(null),
  /**
   * The most requests that the task may take, each of which is paid for: one, unless the caller agreed to a plan. A
   * frame that takes more is refused; a provider that reaches any frame takes one.
   */
  maxSteps: z.int().min(1).max(MAX_STEPS).default(1),
  prompt: z
    .string()
    .max(MAX_PROMPT_LENGTH, problemDetail('prompt-too-long'))
    .refine((text) => !text.includes('\0'), {
      message: problemDetail('prompt-unreadable'),
      params: { code: 'prompt-unreadable' },
    })
    .transform(storableText)
    .default(''),
  n: imageCount.default(1),
  /** Null for a frame of any shape. */
  formatId: formatIdSchema.nullable().default(null),
  /** The anchor that the frame was made with, for whoever edits it again; the expansion alone says where the source lies. */
  anchor: anchorSchema.nullable().default(null),
  /** Names what is made of it. */
  sourceName: sourceNameSchema.nullable().default(null),
  /** Null for a task that was submitted by itself. */
  batch: batchSchema.nullable().default(null),
  /** The relay's default when left out. */
  provider: providerNameSchema.optional(),
});

export const taskRequestSchema = taskFieldsSchema.superRefine(({ expansion, maxSteps }, context) => {
  if (maxSteps > 1) return;
  const refuse = (code: ProblemCode, path: string[]) =>
    context.addIssue({ code: 'custom', message: problemDetail(code), params: { code }, path });
  const outside = SIDES.filter((side) => !withinRatio(expansion[side]));
  for (const side of outside) refuse('ratio-out-of-range', ['expansion', side]);
  if (outside.length === 0 && !withinArea(expansion)) refuse('area-exceeded', ['expansion']);
});
/** What a caller may leave out. */
export type TaskRequestInput = z.input<typeof taskRequestSchema>;
export type TaskRequest = z.infer<typeof taskRequestSchema>;
