import type { ProviderName } from '../../../src/domain/contract/provider.ts';
import type { Provider } from '../../providers/Provider.ts';

/**
 * A learned limit grows each time this has passed, by one image at first, by two then, and so on: others may have left
 * room, one more refusal costs nothing, and hundreds of tasks may wait for what one answer taught.
 */
const GROWS_EVERY_MS = 10_000;

/** How many images each provider works on at once: as it was set, and as its refusals teach. */
export class ConcurrencyLimits {
  readonly #learned = new Map<ProviderName, { readonly slots: number; readonly sinceMs: number }>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Null for no limit. */
  of({ description, slots }: Pick<Provider, 'description' | 'slots'>): number | null {
    const learned = this.#learned.get(description.name);
    if (learned === undefined) return slots;
    // A clock that is set right may go back.
    const grown = Math.max(0, Math.floor((this.#now().getTime() - learned.sinceMs) / GROWS_EVERY_MS));
    return Math.min(slots ?? Number.POSITIVE_INFINITY, learned.slots + (grown * (grown + 1)) / 2);
  }

  /** The provider refused more while it was working on this many of ours. */
  learn(name: ProviderName, slotsInUse: number): void {
    this.#learned.set(name, { slots: Math.max(1, slotsInUse), sinceMs: this.#now().getTime() });
  }
}
