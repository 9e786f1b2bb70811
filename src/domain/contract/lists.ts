/** The part of the contract that lists of thousands are asked for and answered with: loaded with those lists. */
import { z } from 'zod';
import { storableText } from '../storableText.ts';
import { flagsSchema } from './problem.ts';
import { providerNameSchema } from './provider.ts';
import { resultSchema } from './result.ts';
import { sourceIdSchema } from './source.ts';
import { taskSchema, taskStatusSchema } from './task.ts';
import { formatIdSchema, imageCount } from './taskRequest.ts';

const MAX_SEARCH_LENGTH = 200;
const MAX_PAGE_SIZE = 100;
/** Which tasks are wanted; all that is left out is wanted whatever it is. */
const taskFilterSchema = z.object({
  /** Ids, with commas between them. */
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.uuid()).min(1).max(MAX_PAGE_SIZE, 'Ask for fewer tasks at once.'))
    .optional(),
  /** States, with commas between them. */
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(taskStatusSchema).min(1))
    .optional(),
  provider: providerNameSchema.optional(),
  source: sourceIdSchema.optional(),
  format: formatIdSchema.optional(),
  /** Id of the batch that they were submitted in. */
  batch: z.uuid().optional(),
  /** Only tasks with starred results, and of those only the starred ones. */
  starred: z
    .literal('true')
    .transform(() => true)
    .optional(),
  /** Words that begin words of the prompt or of the source's file name; all have to be there. */
  search: z.string().max(MAX_SEARCH_LENGTH).optional(),
});
export type TaskFilter = z.infer<typeof taskFilterSchema>;

const cursorSchema = z.string().max(200).optional();
export const taskPageQuerySchema = taskFilterSchema.extend({
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
});

/** What is needed to give a task its places in a list of thousands. */
export const taskOutlineSchema = taskSchema
  .pick({ id: true, revision: true, status: true, n: true, variants: true, createdAt: true })
  .extend({
    sourceId: sourceIdSchema,
    /** Size of the frame, in source pixels. */
    width: z.int().positive(),
    height: z.int().positive(),
    /** In the order of their positions. */
    results: z.array(
      resultSchema
        .pick({ id: true, index: true, colour: true, isStarred: true })
        // A relay that is older than the page knows of none.
        .extend({ flags: flagsSchema.default([]) }),
    ),
  });
export type TaskOutline = z.infer<typeof taskOutlineSchema>;

export const outlinePageSchema = z.object({
  tasks: z.array(taskOutlineSchema),
  /** Ask for the next page with it; null on the last page. */
  nextCursor: z.string().nullable(),
});
export type OutlinePage = z.infer<typeof outlinePageSchema>;

const MAX_OUTLINE_PAGE_SIZE = 500;
export const outlinePageQuerySchema = taskFilterSchema.extend({
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_OUTLINE_PAGE_SIZE).default(250),
});

const MAX_MARKED = 500;
const resultIdSchema = z
  .string()
  .max(200)
  .refine((id) => storableText(id) === id, 'No result has such an id.');
/** Stars results, or takes the stars away; results that are gone are passed over. */
export const starSchema = z.strictObject({
  ids: z.array(resultIdSchema).min(1, 'Name a result.').max(MAX_MARKED, 'Mark fewer at once.'),
  isStarred: z.boolean(),
});
/** The tasks whose results were marked, as they are now. */
export const starredTasksSchema = z.object({ tasks: z.array(taskSchema) });

/** How long tasks of a provider took from submit to end. */
const providerTimeSchema = z.object({
  provider: providerNameSchema,
  /** Images asked for; null for tasks of any number. */
  n: imageCount.nullable(),
  /** A quarter took less than `lowMs`, half less than `medianMs`, a quarter more than `highMs`. */
  lowMs: z.number().min(0),
  medianMs: z.number().min(0),
  highMs: z.number().min(0),
  /** How many tasks this is known from: the latest. */
  runs: z.int().positive(),
});
export type ProviderTime = z.infer<typeof providerTimeSchema>;
export const providerTimesSchema = z.object({ times: z.array(providerTimeSchema) });

export const MAX_TYPED_FORMATS = 50;
/** Formats that somebody typed and tasks were submitted in, the one used last first. */
export const typedFormatsSchema = z.object({ formatIds: z.array(formatIdSchema).max(MAX_TYPED_FORMATS) });
