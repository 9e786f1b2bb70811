/** A task, its states, its pages and the events that tell of it. */
import { z } from 'zod';
import { shownName } from '../unseen.ts';
import { flagsSchema, taskProblemSchema } from './problem.ts';
import { providerNameSchema } from './provider.ts';
import { resultSchema } from './result.ts';
import { sourceSchema } from './source.ts';
import { anchorSchema, batchSchema, cropSchema, imageCount, planExpansionSchema } from './taskRequest.ts';

/** `queued → submitting → processing → finishing →` an ended state, or `uncertain`: a submit whose outcome nobody knows. */
export const TASK_STATUSES = [
  'queued',
  'submitting',
  'processing',
  'finishing',
  'succeeded',
  'failed',
  'cancelled',
  'uncertain',
] as const;
export const taskStatusSchema = z.enum(TASK_STATUSES);
export type TaskStatus = z.infer<typeof taskStatusSchema>;

/** What a provider says that a task cost, each amount and unit as it was sent: no currency is named. */
export const chargeSchema = z.object({
  /** Units of an account that pays by units. */
  units: z.string().nullable(),
  /** What an account that pays by quota was charged, and the price by the list. */
  quota: z.string().nullable(),
  listPrice: z.string().nullable(),
  /** Entries of the newer kind of bill, field by field. */
  billing: z.array(z.record(z.string(), z.string())),
});
export type Charge = z.infer<typeof chargeSchema>;

/** One request of a plan. */
const planStepSchema = z.object({
  /** The frame after it, in source pixels, and where the source lies in that. */
  width: z.int().positive(),
  height: z.int().positive(),
  placement: z.object({ x: z.int().min(0), y: z.int().min(0) }),
  /**
   * The picture that it came to, to be looked at as a result is; null until it is there, and for the last step, whose
   * images are the task's results.
   */
  resultId: z.string().nullable(),
  /** Things to check in that picture: `aspect-mismatch`. */
  flags: flagsSchema,
});

const planSchema = z.object({
  steps: z.array(planStepSchema).min(2),
  /** Which one is under way, or was last; from 0. */
  step: z.int().min(0),
});

export const taskSchema = z.object({
  id: z.uuid(),
  /** Grows with every change of any task: the newer of two copies has the larger one. Also the event's id. */
  revision: z.int().positive(),
  status: taskStatusSchema,
  provider: providerNameSchema,
  source: sourceSchema,
  /** Of what is kept of the source. */
  expansion: planExpansionSchema,
  /** The part of the source that is kept; null for all of it. */
  crop: cropSchema.nullable().default(null),
  /** The steps of a frame that one request does not reach; null where one is enough. Only the last makes `n` images. */
  plan: planSchema.nullable().default(null),
  prompt: z.string(),
  n: imageCount,
  /** The format that the frame was brought to; null for none. */
  formatId: z.string().nullable().default(null),
  /** Where the source was to lie in its frame; null when nobody said. */
  anchor: anchorSchema.nullable().default(null),
  /** What the source's file was called where it was opened; null when nobody said. */
  sourceName: z.string().overwrite(shownName).nullable().default(null),
  /** What it was submitted together with; null for a task that was submitted by itself. */
  batch: batchSchema.nullable().default(null),
  /** The result that the source is, byte for byte; null when it is none of those that are kept. */
  parent: z.object({ taskId: z.uuid(), resultId: z.string() }).nullable().default(null),
  /** Share done from 0 to 1, where the provider tells. */
  progress: z.number().min(0).max(1).nullable(),
  /** Small pictures of the images under way, in order; null for one that has none yet. Empty once the task has ended. */
  previews: z.array(z.string().startsWith('data:image/').nullable()).default([]),
  /** Set while a step waits to be tried again, and until when. */
  waiting: taskProblemSchema.extend({ until: z.iso.datetime() }).nullable(),
  /** Set when the task failed or is uncertain. */
  problem: taskProblemSchema.nullable(),
  results: z.array(resultSchema),
  /** How many images came to be results, those that were deleted since too; null when nobody said. */
  came: z.int().min(0).nullable().default(null),
  /** Up to which number its variants are counted: the last that the provider delivered; null until it has. */
  variants: z.int().positive().nullable().default(null),
  /** What the provider says that it cost, one for each submit that it told of; oldest first. */
  charges: z.array(chargeSchema).default([]),
  createdAt: z.iso.datetime(),
  /** When the present try began: at its creation, or when somebody had it tried again. */
  startedAt: z.iso.datetime(),
  /** When the task reached an ended state. */
  endedAt: z.iso.datetime().nullable(),
});
export type Task = z.infer<typeof taskSchema>;

/** What only those ask for who look closely: names for support, and what was sent. */
export const taskDetailsSchema = z.object({
  /** Our name for the present submit; null while there is none. */
  externalTaskId: z.string().nullable(),
  /** The provider's name for it; null while it has not taken it. */
  upstreamTaskId: z.string().nullable(),
  /** The create but its image and its callback address; null for a provider that nothing is sent to. */
  sent: z.object({ url: z.url(), fields: z.record(z.string(), z.unknown()) }).nullable(),
});
export type TaskDetails = z.infer<typeof taskDetailsSchema>;

/** Whether nothing more happens to a task in this state unless somebody asks for it. */
export function hasEnded(status: TaskStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled' || status === 'uncertain';
}

/** Images that the step under way asks for: a plan's steps before the last one make one each. */
export function imagesUnderWay({ n, plan }: Pick<Task, 'n' | 'plan'>): number {
  return plan === null || plan.step === plan.steps.length - 1 ? n : 1;
}

export const taskPageSchema = z.object({
  tasks: z.array(taskSchema),
  /** Ask for the next page with it; null on the last page. */
  nextCursor: z.string().nullable(),
});
export type TaskPage = z.infer<typeof taskPageSchema>;

/** The task that a deleted result belonged to, as it is now; null when it went along, having no other. */
export const resultDeletedSchema = z.object({ task: taskSchema.nullable() });

/**
 * Types of the server-sent events: a whole task, one that was deleted, that `config` answers otherwise than before,
 * and that the relay is still there.
 */
export const TASK_EVENTS = {
  task: 'task',
  deleted: 'deleted',
  config: 'config',
  heartbeat: 'heartbeat',
} as const;

/** Data of the event `deleted`. */
export const taskDeletedSchema = z.object({ id: z.uuid() });
