import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { configSchema, type ProviderName } from '../domain/contract.ts';
import { request } from './request.ts';

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: ({ signal }) => request(configSchema, '/api/config', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Makes the relay ask a stopped provider at once. What came of it is told like every change of the configuration. */
export const tryProviderMutation = mutationOptions({
  mutationFn: (name: ProviderName) => request(z.unknown(), `/api/providers/${name}/try`, { method: 'POST' }),
  onSettled: (_nothing, _error, _name, _onMutateResult, { client }) =>
    client.invalidateQueries({ queryKey: configQuery.queryKey }),
});
