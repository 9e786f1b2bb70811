import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import { balancesSchema, type LedgerGroup, ledgerSchema } from '../domain/contract/ledger.ts';
import { hasEnded } from '../domain/contract/task.ts';
import { download } from './download.ts';
import { request } from './request.ts';
import { onTaskChange } from './tasks.ts';

interface WantedLedger {
  readonly by: LedgerGroup;
  /** The first day that counts, such as `2026-01-31`; null for all there are. */
  readonly from: string | null;
}

const LEDGER = 'ledger';
const ASK_AGAIN_MS = 30_000;

/** What tasks cost, summed up by days and months as they are where the browser is. */
export function ledgerQuery(wanted: WantedLedger) {
  return queryOptions({
    queryKey: [LEDGER, wanted] as const,
    queryFn: ({ signal }) => request(ledgerSchema, `/api/ledger?${queryOf(wanted)}`, { signal }),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
    placeholderData: keepPreviousData,
  });
}

/** What providers say is left of packages that were paid for. */
export const balancesQuery = queryOptions({
  queryKey: ['balances'],
  queryFn: ({ signal }) => request(balancesSchema, '/api/providers/balances', { signal }),
  staleTime: 5 * 60_000,
});

/** Asks for the sums again with every task that ends, until the returned function is called. */
export function followCosts(client: QueryClient): () => void {
  return onTaskChange((_taskId, task) => {
    if (task && hasEnded(task.status)) void client.invalidateQueries({ queryKey: [LEDGER] });
  });
}

/** Saves the same as a file for spreadsheets. */
export function saveLedger(wanted: WantedLedger): void {
  download(`/api/ledger/csv?${queryOf(wanted)}`, `outframe-costs-by-${wanted.by}.csv`);
}

function queryOf({ by, from }: WantedLedger): URLSearchParams {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return new URLSearchParams({ by, ...(from === null ? {} : { from }), ...(zone ? { zone } : {}) });
}
