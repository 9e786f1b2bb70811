import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { configSchema } from '../domain/contract/config.ts';
import type { ProviderName } from '../domain/contract/provider.ts';
import { keepConfig, keptConfig } from './keptConfig.ts';
import { request } from './request.ts';

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: async ({ signal }) => {
    const config = await request(configSchema, '/api/config', { signal });
    keepConfig(config);
    return config;
  },
  initialData: keptConfig,
  initialDataUpdatedAt: 0,
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnMount: ({ state }) => (state.dataUpdatedAt === 0 ? 'always' : true),
});

/** Makes the relay ask a stopped provider at once. What came of it is told like every change of the configuration. */
export const tryProviderMutation = mutationOptions({
  mutationFn: (name: ProviderName) => request(z.unknown(), `/api/providers/${name}/try`, { method: 'POST' }),
  onSettled: (_nothing, _error, _name, _onMutateResult, { client }) =>
    client.invalidateQueries({ queryKey: configQuery.queryKey }),
});
