import type { ProviderTime } from './contract/lists.ts';
import type { Task } from './contract/task.ts';

/**
 * How long a task will take, by the latest tasks of the same provider with as many images, else with any number. A plan
 * takes as long as its requests one after the other: one image each, and all of them at last. Null while none is known.
 */
export function expectedTimeOf(
  times: readonly ProviderTime[],
  {
    provider,
    n,
    plan,
  }: Pick<Task, 'provider' | 'n'> & { readonly plan: { readonly steps: readonly unknown[] } | null },
): ProviderTime | null {
  const own = times.filter((time) => time.provider === provider);
  const timeOf = (images: number) =>
    own.find((time) => time.n === images) ?? own.find((time) => time.n === null) ?? null;
  const last = timeOf(n);
  const before = timeOf(1);
  if (plan === null || last === null || before === null) return last;
  const steps = plan.steps.length - 1;
  return {
    ...last,
    lowMs: last.lowMs + steps * before.lowMs,
    medianMs: last.medianMs + steps * before.medianMs,
    highMs: last.highMs + steps * before.highMs,
  };
}

/**
 * The same for a task under way. Null while it waits for something else, as a provider that is too busy or refuses its
 * key: what others took says nothing of when that is over.
 */
export function expectedTimeUnderWay(
  times: readonly ProviderTime[],
  task: Pick<Task, 'provider' | 'n' | 'plan' | 'waiting'>,
): ProviderTime | null {
  return task.waiting === null ? expectedTimeOf(times, task) : null;
}
