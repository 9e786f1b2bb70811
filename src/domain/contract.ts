/** The wire between browser and relay: the only place where a shape crosses a process. Parsed at every edge, never cast. */
import { z } from 'zod';
import { addsNothing, type Expansion, withinArea, withinRatio } from './expansion.ts';
import { finishProofSchema } from './finishProof.ts';
import {
  MAX_IMAGES,
  MAX_PROMPT_LENGTH,
  MAX_SOURCE_NAME_LENGTH,
  MAX_STEPS,
  MIN_IMAGES,
  SOURCE_FORMATS,
} from './limits.ts';
import { PROBLEM_CODES, type ProblemCode, problemDetail } from './problem.ts';
import { SIDES } from './side.ts';
import { shortened, storableText } from './storableText.ts';

const says = (code: ProblemCode) => ({ error: problemDetail(code), params: { code } });
/** More than any frame within the limits of a plan adds. */
export const MOST_BEYOND = 1000;
const ratioBeyond = z
  .number({ error: problemDetail('ratio-out-of-range') })
  .refine((value) => value >= 0 && value <= MOST_BEYOND, says('ratio-out-of-range'));
/** What a plan reaches: a ratio may be more than one request takes. */
export const planExpansionSchema = z.strictObject({
  up: ratioBeyond,
  right: ratioBeyond,
  bottom: ratioBeyond,
  left: ratioBeyond,
});

export const sourceIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'A source id is 64 hexadecimal digits.');

export const PROVIDER_NAMES = ['deerapi', 'cometapi', 'kling', 'built-in'] as const;
export const providerNameSchema = z.enum(PROVIDER_NAMES);
export type ProviderName = z.infer<typeof providerNameSchema>;

/** Why the upstream gets a copy instead of the source's own bytes. */
export const COPY_REASONS = [
  'file-size',
  'format',
  'orientation',
  'colour',
  'cmyk',
  'hdr',
  'transparency',
] as const;

export const sourceSchema = z.object({
  /** SHA-256 of the file's bytes, hexadecimal. */
  id: sourceIdSchema,
  /** Pixels as the eye sees them: orientation applied. */
  width: z.int().positive(),
  height: z.int().positive(),
  format: z.enum(SOURCE_FORMATS),
  fileBytes: z.int().positive(),
  /** EXIF orientation of the file, 1–8. */
  orientation: z.int().min(1).max(8),
  hasAlpha: z.boolean(),
  /** Empty when the upstream gets the file as it is, else why it gets a normalised copy. The source is kept untouched. */
  copyReasons: z.array(z.enum(COPY_REASONS)),
});
export type Source = z.infer<typeof sourceSchema>;

/** Asks the relay to fetch an image and take it as a source. */
export const sourceFromUrlSchema = z.strictObject({
  url: z.string().trim().min(1, 'Type the address of an image.').max(8192, 'This address is too long.'),
});

/** What a source's file is called where it was opened; a longer name is cut, one of spaces alone is none. */
const sourceNameSchema = z
  .string()
  .transform((name) => shortened(storableText(name).trim(), MAX_SOURCE_NAME_LENGTH))
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
const batchSchema = z.strictObject({
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

const upstreamReplySchema = z.object({
  httpStatus: z.int().nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type UpstreamReply = z.infer<typeof upstreamReplySchema>;

const knownCodeSchema = z.enum(PROBLEM_CODES);
const isUnknown = (code: unknown) => typeof code === 'string' && !knownCodeSchema.safeParse(code).success;
/** A page that was open before an update knows not every code of the relay: the sentence beside it says enough. */
const problemCodeSchema = z.preprocess((code) => (isUnknown(code) ? 'internal' : code), knownCodeSchema);
/** Things to check in a picture; those that are unknown here are left out. */
const flagsSchema = z.preprocess(
  (flags) => (Array.isArray(flags) ? flags.filter((flag) => !isUnknown(flag)) : flags),
  z.array(knownCodeSchema),
);

/** Why a task failed or waits, with what the upstream said, for the details. */
export const taskProblemSchema = z.object({
  code: problemCodeSchema,
  detail: z.string(),
  upstream: upstreamReplySchema.nullable(),
});
export type TaskProblem = z.infer<typeof taskProblemSchema>;

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

const resultLookSchema = z.object({
  /** Its mean colour (`#8a7f64`), which holds its place until a picture of it is there; null when nobody took it. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable()
    .default(null),
  /** Somebody keeps it above the others. */
  isStarred: z.boolean().default(false),
});

export const resultSchema = z.object({
  id: z.string(),
  /** Position among the task's results, from 0. */
  index: z.int().min(0),
  /** Size of the finished image: the frame, in source pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  fileBytes: z.int().positive(),
  /** Size of what the provider sent, before finishing fitted it to the frame; null when that was not written down. */
  sent: z.object({ width: z.int().positive(), height: z.int().positive() }).nullable().default(null),
  /** Things to check in this result: its shape, whether it came alone, what the built-in engine doubts in it. */
  flags: flagsSchema,
  /** What finishing found and kept; null for results older than this. */
  proof: finishProofSchema.nullable().default(null),
  ...resultLookSchema.shape,
});
export type Result = z.infer<typeof resultSchema>;

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
  /** What the source's file was called where it was opened; null when nobody said. */
  sourceName: z.string().nullable().default(null),
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

const providerSchema = z.object({
  name: providerNameSchema,
  /** Shown to people. */
  label: z.string(),
  /** Whether a prompt steers the result. */
  usesPrompt: z.boolean(),
  /** Whether a task costs money. */
  isPaid: z.boolean(),
  /** Whether one request reaches any frame that a plan does: then nothing takes steps. */
  reachesAnyFrame: z.boolean().default(false),
  /** Set while it refuses everything: its tasks wait. Tried again by itself, next at `nextTryAt`. */
  stopped: z
    .object({ problem: taskProblemSchema, since: z.iso.datetime(), nextTryAt: z.iso.datetime() })
    .nullable()
    .default(null),
});
export type Provider = z.infer<typeof providerSchema>;

export const configSchema = z.object({
  providers: z.array(providerSchema).min(1),
  defaultProvider: providerNameSchema,
  /** Price of one image at the paid provider as the operator states it, shown as it is (`$0.03`); null when unknown. */
  pricePerImage: z.string().nullable(),
  /** Days after their end that tasks are kept; null when nothing is deleted by itself. */
  retentionDays: z.int().positive().nullable().default(null),
  /** Who is signed in; null where nobody has to. */
  person: z.string().nullable(),
});
export type Config = z.infer<typeof configSchema>;

/** Shows the token that whoever runs the relay gave to a person. */
export const signInSchema = z.strictObject({ token: z.string().trim().min(1, 'Type your token.').max(500) });

export const sessionSchema = z.object({ person: z.string() });

/** Whether the relay can work. `degraded`: a provider refuses its key, the rest works. */
export const readinessSchema = z.object({
  status: z.enum(['ok', 'degraded', 'not-ready']),
  checks: z.object({
    database: z.boolean(),
    dataFolder: z.boolean(),
    /** Whether there is room for more. */
    disk: z.boolean(),
    /** Whether images can be kept and served. */
    storage: z.boolean(),
    providers: z.partialRecord(providerNameSchema, z.boolean()),
  }),
});
export type Readiness = z.infer<typeof readinessSchema>;

/** RFC 9457 problem details. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: problemCodeSchema,
  requestId: z.string(),
  /** When the same request may be made again, where that is known. */
  liftsAt: z.iso.datetime().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export const IMAGE_FORMATS = ['png', 'jpeg', 'webp', 'avif'] as const;
/** Query of an image address: `width` asks for a smaller rendition. */
export const imageQuerySchema = z.object({
  width: z.coerce.number().int().min(16).max(8192).optional(),
  format: z.enum(IMAGE_FORMATS).optional(),
  /** `raw` is what the provider sent, `final` what finishing made of it. */
  rendition: z.enum(['final', 'raw']).default('final'),
});
export type ImageQuery = z.infer<typeof imageQuerySchema>;
