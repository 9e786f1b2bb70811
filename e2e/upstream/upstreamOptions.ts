import { z } from 'zod';
import { faultSchema } from './fault.ts';

/** How a fake upstream behaves. */
export const upstreamOptionsSchema = z.strictObject({
  /** The only key that is let in. */
  key: z.string().default('test-key'),
  /** When a task is done: at the nth query, or so long after its creation. */
  timing: z
    .union([
      z.strictObject({ polls: z.number().positive() }),
      z.strictObject({ elapsedMs: z.number().positive() }),
    ])
    .default({ polls: 3 }),
  script: z.array(faultSchema).default([]),
  /** Whether a task is also found by its `external_task_id`. */
  findsByExternalId: z.boolean().default(true),
  /** Both sides of a result are multiples of 64. Else the aspect is as exact as whole pixels allow. */
  snap64: z.boolean().default(false),
});
export type UpstreamOptions = z.input<typeof upstreamOptionsSchema>;
export type Timing = z.infer<typeof upstreamOptionsSchema>['timing'];
