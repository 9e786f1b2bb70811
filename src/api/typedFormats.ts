import { queryOptions } from '@tanstack/react-query';
import { typedFormatsSchema } from '../domain/contract/lists.ts';
import { request } from './request.ts';

/** Ids of the formats that somebody typed and tasks were submitted in, the one used last first. */
export const typedFormatsQuery = queryOptions({
  queryKey: ['typedFormats'],
  queryFn: ({ signal }) => request(typedFormatsSchema, '/api/tasks/formats', { signal }),
  staleTime: 60_000,
  select: ({ formatIds }) => formatIds,
});
