import { useMemo, useSyncExternalStore } from 'react';
import type { LedgerGroup } from '../domain/contract/ledger.ts';
import { PROVIDER_NAMES } from '../domain/contract/provider.ts';
import { subscribeAddress, tellAddress } from './address.ts';

export const GROUPINGS = ['day', 'source', 'plain'] as const;
export type Grouping = (typeof GROUPINGS)[number];
/** Groups of states that are looked for together. */
export const STATES = ['done', 'running', 'failed'] as const;
/** What lies over the stage, all over the window: everything at once, or what it cost. */
const SCREENS = ['grid', 'costs'] as const;
/** What costs are summed by, and over which time up to now. */
export const SUMMED_BY = ['day', 'month', 'person', 'batch'] as const satisfies readonly LedgerGroup[];
export const SPANS = ['month', 'year', 'all'] as const;

/** What of the gallery is looked at, as the address says it. */
export interface GalleryView {
  /** Null for the column beside the stage. */
  readonly screen: (typeof SCREENS)[number] | null;
  readonly summedBy: (typeof SUMMED_BY)[number];
  readonly span: (typeof SPANS)[number];
  readonly grouping: Grouping;
  readonly state: (typeof STATES)[number] | null;
  readonly provider: (typeof PROVIDER_NAMES)[number] | null;
  readonly source: string | null;
  readonly format: string | null;
  /** Id of a batch. */
  readonly batch: string | null;
  readonly isStarred: boolean;
  readonly search: string;
}

/** Reads a query; what it does not understand, it leaves out. */
export function readGalleryView(query: string): GalleryView {
  const words = new URLSearchParams(query);
  const oneOf = <T extends string>(name: string, values: readonly T[]) =>
    values.find((value) => value === words.get(name)) ?? null;
  return {
    screen: oneOf('view', SCREENS),
    summedBy: oneOf('by', SUMMED_BY) ?? 'day',
    span: oneOf('span', SPANS) ?? 'all',
    grouping: oneOf('group', GROUPINGS) ?? 'day',
    state: oneOf('state', STATES),
    provider: oneOf('provider', PROVIDER_NAMES),
    source: /^[0-9a-f]{64}$/.exec(words.get('source') ?? '')?.[0] ?? null,
    format: words.get('format')?.slice(0, 100) || null,
    batch: /^[0-9a-f-]{36}$/.exec(words.get('batch') ?? '')?.[0] ?? null,
    isStarred: words.has('starred'),
    search: words.get('search')?.slice(0, 200) ?? '',
  };
}

/** The query that says it, empty for the column with everything. */
export function galleryQuery(view: GalleryView): string {
  const words = new URLSearchParams();
  if (view.screen !== null) words.set('view', view.screen);
  if (view.screen === 'costs' && view.summedBy !== 'day') words.set('by', view.summedBy);
  if (view.screen === 'costs' && view.span !== 'all') words.set('span', view.span);
  if (view.grouping !== 'day') words.set('group', view.grouping);
  for (const name of ['state', 'provider', 'source', 'format', 'batch'] as const) {
    const value = view[name];
    if (value !== null) words.set(name, value);
  }
  if (view.isStarred) words.set('starred', '1');
  if (view.search !== '') words.set('search', view.search);
  return words.size > 0 ? `?${words}` : '';
}

export function useGalleryView(): GalleryView {
  const query = useSyncExternalStore(subscribeAddress, () => window.location.search);
  return useMemo(() => readGalleryView(query), [query]);
}

/** Changes what is looked at: Back goes to what was looked at before, but not letter by letter through a search. */
export function lookAt(changes: Partial<GalleryView>): void {
  const before = readGalleryView(window.location.search);
  const query = galleryQuery({ ...before, ...changes });
  if (query === galleryQuery(before)) return;
  const address = window.location.pathname + query;
  const goesOnTyping = before.search !== '' && changes.search !== undefined && changes.search !== '';
  if (goesOnTyping) window.history.replaceState(window.history.state, '', address);
  else window.history.pushState(null, '', address);
  tellAddress();
}
