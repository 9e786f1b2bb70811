/** Providers and their names. */
import { z } from 'zod';
import { taskProblemSchema } from './problem.ts';

export const PROVIDER_NAMES = ['deerapi', 'cometapi', 'kling', 'built-in'] as const;
export const providerNameSchema = z.enum(PROVIDER_NAMES);
export type ProviderName = z.infer<typeof providerNameSchema>;

/** What people call them, also one that is no longer set up and of which there are tasks. */
export const PROVIDER_LABELS: Record<ProviderName, string> = {
  deerapi: 'Kling (DeerAPI)',
  cometapi: 'Kling (CometAPI)',
  kling: 'Kling',
  'built-in': 'Built-in engine',
};

export const providerSchema = z.object({
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
