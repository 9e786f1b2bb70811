/** The wire between browser and relay: the only place where a shape crosses a process. Parsed at every edge, never cast. */
import { z } from 'zod';
import { addsNothing, type Expansion, withinArea, withinRatio } from './expansion.ts';
import { MAX_IMAGES, MAX_PROMPT_LENGTH, MIN_IMAGES, SOURCE_FORMATS } from './limits.ts';
import { PROBLEM_CODES, type ProblemCode, problemDetail } from './problem.ts';

const says = (code: ProblemCode) => ({ error: problemDetail(code), params: { code } });
const ratio = z
  .number({ error: problemDetail('ratio-out-of-range') })
  .refine(withinRatio, says('ratio-out-of-range'));

export const expansionSchema = z.strictObject({ up: ratio, right: ratio, bottom: ratio, left: ratio });

export const sourceIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'A source id is 64 hexadecimal digits.');

export const PROVIDER_NAMES = ['deerapi', 'cometapi', 'kling', 'built-in'] as const;
export const providerNameSchema = z.enum(PROVIDER_NAMES);
export type ProviderName = z.infer<typeof providerNameSchema>;

/** Why the upstream gets a copy instead of the source's own bytes. */
export const COPY_REASONS = ['file-size', 'format', 'orientation', 'colour', 'transparency'] as const;

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

const imageCount = z
  .int({ error: problemDetail('images-out-of-range') })
  .min(MIN_IMAGES, says('images-out-of-range').error)
  .max(MAX_IMAGES, says('images-out-of-range').error);

export const taskRequestSchema = z.strictObject({
  sourceId: sourceIdSchema,
  expansion: expansionSchema
    .refine((e: Expansion) => withinArea(e), says('area-exceeded'))
    .refine((e: Expansion) => !addsNothing(e), says('nothing-to-add')),
  prompt: z.string().max(MAX_PROMPT_LENGTH, problemDetail('prompt-too-long')).default(''),
  n: imageCount.default(1),
  /** The relay's default when left out. */
  provider: providerNameSchema.optional(),
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

/** Why a task failed or waits, with what the upstream said, for the details. */
export const taskProblemSchema = z.object({
  code: z.enum(PROBLEM_CODES),
  detail: z.string(),
  upstream: upstreamReplySchema.nullable(),
});
export type TaskProblem = z.infer<typeof taskProblemSchema>;

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
  /** Things to check in this result: `aspect-mismatch`. */
  flags: z.array(z.enum(PROBLEM_CODES)),
});
export type Result = z.infer<typeof resultSchema>;

export const taskSchema = z.object({
  id: z.uuid(),
  /** Grows with every change of any task: the newer of two copies has the larger one. Also the event's id. */
  revision: z.int().positive(),
  status: taskStatusSchema,
  provider: providerNameSchema,
  source: sourceSchema,
  expansion: expansionSchema,
  prompt: z.string(),
  n: imageCount,
  /** Share done from 0 to 1, where the provider tells. */
  progress: z.number().min(0).max(1).nullable(),
  /** Small pictures of the images under way, in order; null for one that has none yet. Empty once the task has ended. */
  previews: z.array(z.string().startsWith('data:image/').nullable()).default([]),
  /** Set while a step waits to be tried again, and until when. */
  waiting: taskProblemSchema.extend({ until: z.iso.datetime() }).nullable(),
  /** Set when the task failed or is uncertain. */
  problem: taskProblemSchema.nullable(),
  results: z.array(resultSchema),
  createdAt: z.iso.datetime(),
  /** When the task reached an ended state. */
  endedAt: z.iso.datetime().nullable(),
});
export type Task = z.infer<typeof taskSchema>;

/** Whether nothing more happens to a task in this state unless somebody asks for it. */
export function hasEnded(status: TaskStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled' || status === 'uncertain';
}

export const taskPageSchema = z.object({
  tasks: z.array(taskSchema),
  /** Ask for the next page with it; null on the last page. */
  nextCursor: z.string().nullable(),
});
export type TaskPage = z.infer<typeof taskPageSchema>;

const MAX_PAGE_SIZE = 100;
export const taskPageQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
});

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
  code: z.enum(PROBLEM_CODES),
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
