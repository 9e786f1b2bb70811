import type { Config } from '../../domain/contract/config.ts';
import type { ProviderTime } from '../../domain/contract/lists.ts';
import type { Provider } from '../../domain/contract/provider.ts';
import { expectedLabel } from '../../domain/expectedLabel.ts';
import { expectedTimeOf } from '../../domain/expectedTime.ts';
import { imagesPaid } from '../../domain/plan/quote.ts';
import { totalPrice } from '../../domain/price.ts';

export const CONNECTING = 'Connecting to the server…';

interface Asked {
  readonly config: Config | null;
  readonly chosen: Provider | null;
  readonly n: number;
  /** Requests that the frame takes of a provider that needs steps. */
  readonly steps: number;
  /** How long earlier tasks took. */
  readonly times: readonly ProviderTime[];
}

/** What a task will cost, and how long it will take where that is more than one request. */
export function costNote({ config, chosen, n, steps, times }: Asked): string {
  if (!config || !chosen) return CONNECTING;
  const { label } = chosen;
  if (!chosen.isPaid) {
    // That it reads no prompt is said at the prompt.
    const free = `Free · ${label}`;
    return steps > 1 && chosen.reachesAnyFrame ? `${free}, needs no steps` : free;
  }
  if (steps === 1 && !config.pricePerImage) return `${label}: paid per image.`;
  if (steps === 1) return `${priceLabel(config.pricePerImage, n)} · ${label}`;
  const expected = expectedTimeOf(times, {
    provider: chosen.name,
    n,
    plan: { steps: Array.from({ length: steps }) },
  });
  const words = [
    n === 1 ? `${steps} steps` : `${steps} steps, ${n} images in the last`,
    stepsPrice(config.pricePerImage, imagesPaid(steps, n)),
    expected && expectedLabel(expected),
    label,
  ];
  return words.filter((word) => word !== null).join(' · ');
}

/** Of a plan, the total alone: how many images are paid for on the way is not how many were asked for. */
function stepsPrice(pricePerImage: string | null, images: number): string {
  const total = pricePerImage && totalPrice(pricePerImage, images);
  return total ? total : priceLabel(pricePerImage, images);
}

/** `$0.03`, `$0.09 for 3 images`; without a price, that each is paid for. */
function priceLabel(pricePerImage: string | null, images: number): string {
  if (!pricePerImage) return `${images} paid images`;
  if (images === 1) return pricePerImage;
  const total = totalPrice(pricePerImage, images);
  return total ? `${total} for ${images} images` : `${images} images at ${pricePerImage} each`;
}
