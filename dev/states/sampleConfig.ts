import { type Config, configSchema } from '../../src/domain/contract/config.ts';
import type { Provider } from '../../src/domain/contract/provider.ts';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { taskProblem } from '../../src/domain/taskProblem.ts';

/** A relay with a paid provider beside the built-in engine. */
export const sampleConfig: Config = configSchema.parse({
  providers: [
    { name: 'deerapi', label: 'Kling (DeerAPI)', usesPrompt: true, isPaid: true },
    { name: 'built-in', label: 'Built-in engine', usesPrompt: false, isPaid: false },
  ],
  defaultProvider: 'deerapi',
  pricePerImage: '$0.03',
  retentionDays: 90,
  person: null,
});

/** The same while the paid provider refuses everything. */
export function stoppedConfig(code: ProblemCode, now: Date): Config {
  const providers = sampleConfig.providers.map(
    (provider): Provider =>
      provider.isPaid
        ? {
            ...provider,
            stopped: {
              problem: taskProblem(code, null),
              since: now.toISOString(),
              nextTryAt: new Date(now.getTime() + 60_000).toISOString(),
            },
          }
        : provider,
  );
  return { ...sampleConfig, providers };
}
