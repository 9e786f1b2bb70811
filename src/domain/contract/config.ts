/** What the page needs to know of its relay. */
import { z } from 'zod';
import { providerNameSchema, providerSchema } from './provider.ts';

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
