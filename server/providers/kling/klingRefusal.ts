import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import { clocksDiffer } from './klingAuth.ts';
import type { KlingPreset } from './klingPreset.ts';

interface Circumstances {
  readonly preset: Pick<KlingPreset, 'auth' | 'baseUrl' | 'name'>;
  /** How far this machine's clock is ahead of the provider's; null when it told no time. */
  readonly aheadMs: number | null;
}

/** Kling's regions keep their keys apart, and say no more of another's than that it is invalid. */
const OTHER_REGION: Readonly<Record<string, string>> = {
  'api-singapore.klingai.com': 'https://api-beijing.klingai.com',
  'api.klingai.com': 'https://api-beijing.klingai.com',
  'api-beijing.klingai.com': 'https://api-singapore.klingai.com',
};
const TOO_EARLY_OR_LATE = ['1003', '1004'];

/** A refusal of the key, with what besides a wrong key may be the reason: the clock, or the region. */
export function explainRefusal<T extends { readonly kind: string; readonly problem?: TaskProblem }>(
  outcome: T,
  { preset, aheadMs }: Circumstances,
): T {
  const { problem } = outcome;
  if (outcome.kind !== 'refused' || problem?.code !== 'upstream-unauthorized') return outcome;
  const more = reasonOf(problem, { preset, aheadMs });
  return more === null
    ? outcome
    : { ...outcome, problem: { ...problem, detail: `${problem.detail} ${more}` } };
}

function reasonOf({ upstream }: TaskProblem, { preset, aheadMs }: Circumstances): string | null {
  const isAboutTime = TOO_EARLY_OR_LATE.includes(upstream?.code ?? '');
  if (preset.auth === 'jwt' && aheadMs !== null && (isAboutTime || clocksDiffer(aheadMs))) {
    const seconds = Math.round(Math.abs(aheadMs) / 1000);
    return `The server's clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the provider's, and keys are signed with the time: set it right.`;
  }
  const other = OTHER_REGION[new URL(preset.baseUrl).hostname];
  return preset.name === 'kling' && other !== undefined
    ? `A key is good in one region alone: one of the other region needs PROVIDER_BASE_URL=${other}.`
    : null;
}
