import type { ListFilter } from '../api/outline.ts';
import type { TaskStatus } from '../domain/contract/task.ts';
import type { GalleryView } from './galleryAddress.ts';

const STATUSES: Readonly<Record<NonNullable<GalleryView['state']>, readonly TaskStatus[]>> = {
  done: ['succeeded'],
  running: ['queued', 'submitting', 'processing', 'finishing'],
  failed: ['failed', 'cancelled', 'uncertain'],
};

export const STATE_WORDS = { done: 'Done', running: 'Under way', failed: 'Failed' } as const;

/** What the relay is asked for. */
export function listFilter({
  state,
  provider,
  source,
  format,
  batch,
  isStarred,
  search,
}: GalleryView): ListFilter {
  return {
    statuses: state === null ? [] : STATUSES[state],
    ...{ provider, source, format, batch, isStarred, search: search.trim() },
  };
}

/** Everything again, in the same order. */
export const NO_FILTER = {
  state: null,
  provider: null,
  source: null,
  format: null,
  batch: null,
  isStarred: false,
  search: '',
} as const satisfies Partial<GalleryView>;

export function isFiltered(view: GalleryView): boolean {
  return Object.entries(NO_FILTER).some(([name, value]) => view[name as keyof typeof NO_FILTER] !== value);
}
