import type { Config } from '../domain/contract/config.ts';
import type { Charge, Task } from '../domain/contract/task.ts';
import { totalPrice } from '../domain/price.ts';

/**
 * What a task cost: what the provider says that it deducted, else what the stated price comes to, marked as such. A
 * task that failed and of which no charge is known says so; null where nothing can be said.
 */
export function costLabel(
  { provider, charges, status, n, plan }: Pick<Task, 'provider' | 'charges' | 'status' | 'n' | 'plan'>,
  config: Pick<Config, 'pricePerImage'> | undefined,
): string | null {
  if (provider === 'built-in') return 'free';
  const told = charges.map(chargeWords).filter((words) => words !== null);
  if (told.length > 0) return `${told.join(' + ')} deducted, as the provider reports`;
  if (status === 'failed' || status === 'cancelled') return 'the provider reported no charge';
  if (status === 'uncertain') return 'unknown whether it was charged';
  // Each step of a plan before the last one makes one image.
  const images = n + (plan?.steps.length ?? 1) - 1;
  const price = config?.pricePerImage == null ? null : totalPrice(config.pricePerImage, images);
  return price === null ? null : `${price} at the stated price`;
}

function chargeWords({ units, quota }: Charge): string | null {
  if (units !== null) return `${units} ${units === '1' ? 'unit' : 'units'}`;
  return quota === null ? null : `${quota} of the balance`;
}
