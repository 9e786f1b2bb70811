import { queryOptions } from '@tanstack/react-query';
import { providerTimesSchema } from '../domain/contract/lists.ts';
import { request } from './request.ts';

/** How long the latest tasks took. */
export const providerTimesQuery = queryOptions({
  queryKey: ['providerTimes'],
  queryFn: ({ signal }) => request(providerTimesSchema, '/api/providers/times', { signal }),
  staleTime: 60_000,
  select: ({ times }) => times,
});
