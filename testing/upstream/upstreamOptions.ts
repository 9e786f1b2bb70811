import { z } from 'zod';
import { chaosSchema } from './chaos.ts';
import { faultSchema } from './fault.ts';
import { CREATE_SHAPES, QUERY_SHAPES, RESULT_FILES, UNKNOWN_TASK_SHAPES } from './shapes.ts';

/** How a fake upstream behaves. */
export const upstreamOptionsSchema = z.strictObject({
  /** The only key that is let in. */
  key: z.string().default('test-key'),
  /** Where a task is created; it is asked for below. */
  expandPath: z.string().startsWith('/').default('/kling/v1/images/editing/expand'),
  /** What the bottom side is called, and how `n` is written. */
  bottomName: z.enum(['bottom', 'down']).default('bottom'),
  nType: z.enum(['string', 'number']).default('string'),
  /** Takes tokens signed with these instead of the key. */
  jwt: z.strictObject({ accessKey: z.string(), secretKey: z.string() }).optional(),
  /** Signs its callbacks with this secret, `whsec_…`. */
  callbackSecret: z.string().optional(),
  /** Tells each change of a task this often to its callback address, in any order. 0 is never. */
  callbackTimes: z.int().min(0).default(1),
  /** When a task is done: at the nth query, or so long after its creation. */
  timing: z
    .union([
      z.strictObject({ polls: z.number().positive() }),
      z.strictObject({ elapsedMs: z.number().positive() }),
    ])
    .default({ polls: 3 }),
  script: z.array(faultSchema).default([]),
  /** What happens to calls that no fault of the script takes. */
  chaos: chaosSchema.optional(),
  /** Whether a task is also found by its `external_task_id`. */
  findsByExternalId: z.boolean().default(true),
  /** Whether several tasks can be asked for in one question, by `GET /tasks`, as they are named on newer routes. */
  answersGroups: z.boolean().default(false),
  /** What happens to a create under an `external_task_id` that was taken before. */
  repeats: z.enum(['refused', 'accepted']).default('refused'),
  /** How it says that it knows no such task; `any` is another way each time. */
  unknownTask: z.enum([...UNKNOWN_TASK_SHAPES, 'any']).default('404 with 1203'),
  /** A task that was taken cannot be asked for until so long after, or until some moment before that. */
  visibleAfterMs: z.union([z.int().min(0), z.strictObject({ atMost: z.int().positive() })]).default(0),
  /** Shapes of answers, one of them by chance for each; an empty list is as documented. */
  createShapes: z.array(z.enum(CREATE_SHAPES)).default([]),
  queryShapes: z.array(z.enum(QUERY_SHAPES)).default([]),
  /** What results are files of, one of them by chance for each; an empty list is PNG. */
  resultFiles: z.array(z.enum(RESULT_FILES)).default([]),
  /** Both sides of a result are multiples of 64. Else the aspect is as exact as whole pixels allow. */
  snap64: z.boolean().default(false),
  /** The frame itself, with the source's own pixels in it: what needs neither enlarging nor matching. */
  exact: z.boolean().default(false),
});
export type UpstreamOptions = z.input<typeof upstreamOptionsSchema>;
/** What can still be changed while it runs. */
export const liveOptionsSchema = upstreamOptionsSchema.pick({ timing: true, findsByExternalId: true });
export type LiveOptions = z.infer<typeof liveOptionsSchema>;

export type Timing = z.infer<typeof upstreamOptionsSchema>['timing'];
