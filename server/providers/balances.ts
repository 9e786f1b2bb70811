import type { Balances } from '../../src/domain/contract/ledger.ts';
import type { ProviderName } from '../../src/domain/contract/provider.ts';
import type { Provider } from './Provider.ts';

type Told = Balances['balances'];

/** Providers tell of what was so hours ago, and want to be asked seldom. */
const KEPT_MS = 5 * 60_000;
const PATIENCE_MS = 15_000;

interface BalanceDeps {
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly now: () => Date;
  readonly timeoutSignal?: (ms: number) => AbortSignal;
}

/** What providers say is left of what was paid for beforehand: asked now and then, however many look at it. */
export function createBalances({ providers, now, timeoutSignal = AbortSignal.timeout }: BalanceDeps) {
  let asked: { readonly atMs: number; readonly told: Promise<Told> } | null = null;
  return {
    tell: (): Promise<Told> => {
      const nowMs = now().getTime();
      if (asked === null || nowMs - asked.atMs >= KEPT_MS) {
        asked = { atMs: nowMs, told: askAll(providers, timeoutSignal(PATIENCE_MS)) };
      }
      return asked.told;
    },
  };
}

export type BalanceTeller = ReturnType<typeof createBalances>;

async function askAll(providers: BalanceDeps['providers'], signal: AbortSignal): Promise<Told> {
  const told = [...providers].map(async ([provider, { balance }]): Promise<Told> => {
    const packages = (await balance?.(signal)) ?? null;
    return packages === null ? [] : [{ provider, packages: [...packages] }];
  });
  // One that does not answer in time keeps nothing from the others; it is asked again later.
  return (await Promise.allSettled(told)).flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
}
