import type { Config } from '../domain/contract/config.ts';
import type { Charge, Task } from '../domain/contract/task.ts';
import { imagesPaid } from '../domain/plan/quote.ts';
import { totalPrice } from '../domain/price.ts';
import type { ProblemCode } from '../domain/problem.ts';
import { isRetryable, SHAPE_PROBLEMS } from '../domain/retryable.ts';

/** Of these the provider has made pictures: that it told of no charge says nothing. */
const MADE: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['result-unavailable', 'result-unreadable']);

/** The sentence of these says what it may cost: that the provider told of no charge would gainsay it. */
const TELLS_COST: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'cancelled-unsent',
  'cancelled-in-doubt',
  'cancelled-running',
  'given-up',
]);

/**
 * What a task cost: what the provider says that it deducted, else what the stated price comes to, marked as such. A
 * task that failed and of which no charge is known says so; null where nothing can be said.
 */
export function costLabel(
  {
    provider,
    charges,
    status,
    problem,
    n,
    plan,
  }: Pick<Task, 'provider' | 'charges' | 'status' | 'problem' | 'n' | 'plan'>,
  config: Pick<Config, 'pricePerImage'> | undefined,
): string | null {
  if (provider === 'built-in') return 'free';
  const told = charges.map(chargeWords).filter((words) => words !== null);
  if (told.length > 0) return `${told.join(' + ')} deducted, as the provider reports`;
  if (status === 'failed' || status === 'cancelled') {
    const steps = stepsMadeLabel({ plan, problem }, config);
    if (steps !== null) return steps;
    if (problem !== null && TELLS_COST.has(problem.code)) return null;
    if (problem === null || !MADE.has(problem.code)) return 'the provider reported no charge';
    return 'unknown whether it was charged';
  }
  if (status === 'uncertain') return 'unknown whether it was charged';
  const images = imagesPaid(plan?.steps.length ?? 1, n);
  const price = priceOf(images, config);
  return price === null ? null : `${price} at the stated price`;
}

/**
 * What trying a plan again costs of which some steps are done: their pictures are kept, and the rest is what is paid
 * for. Null where there is no such step, or nothing is paid.
 */
export function retryCostLabel(
  { provider, status, problem, plan, n }: Pick<Task, 'provider' | 'status' | 'problem' | 'plan' | 'n'>,
  config: Pick<Config, 'pricePerImage'> | undefined,
): string | null {
  if (plan === null || plan.step === 0 || provider === 'built-in') return null;
  if (status === 'uncertain' || !isRetryable({ status, problemCode: problem?.code ?? null })) return null;
  const images = imagesPaid(plan.steps.length - plan.step, n);
  const cost = priceOf(images, config) ?? `${images} paid ${images === 1 ? 'image' : 'images'}`;
  return `A retry goes on with step ${plan.step + 1}, for ${cost} at most.`;
}

/** Each step before the last one makes one image; that of a step whose shape is wrong was made and paid for too. */
function stepsMadeLabel(
  { plan, problem }: Pick<Task, 'plan' | 'problem'>,
  config: Pick<Config, 'pricePerImage'> | undefined,
): string | null {
  if (plan === null) return null;
  const made = plan.step + (problem !== null && SHAPE_PROBLEMS.has(problem.code) ? 1 : 0);
  if (made === 0) return null;
  const price = priceOf(made, config);
  const steps = `${made} of ${plan.steps.length} steps made`;
  return price === null ? steps : `${steps}, ${price} at the stated price`;
}

function priceOf(images: number, config: Pick<Config, 'pricePerImage'> | undefined): string | null {
  return config?.pricePerImage == null ? null : totalPrice(config.pricePerImage, images);
}

function chargeWords({ units, quota }: Charge): string | null {
  if (units !== null) return `${units} ${units === '1' ? 'unit' : 'units'}`;
  return quota === null ? null : `${quota} of the balance`;
}
