/** Whether the relay can work. */
import { z } from 'zod';
import { providerNameSchema } from './provider.ts';

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
