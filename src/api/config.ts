import { queryOptions } from '@tanstack/react-query';
import { configSchema } from '../domain/contract.ts';
import { request } from './request.ts';

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: ({ signal }) => request(configSchema, '/api/config', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
