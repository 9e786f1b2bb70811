import { z } from 'zod';
import { chaosSchema } from './chaos.ts';
import { faultSchema } from './fault.ts';

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
  /** Both sides of a result are multiples of 64. Else the aspect is as exact as whole pixels allow. */
  snap64: z.boolean().default(false),
});
export type UpstreamOptions = z.input<typeof upstreamOptionsSchema>;
export type Timing = z.infer<typeof upstreamOptionsSchema>['timing'];
