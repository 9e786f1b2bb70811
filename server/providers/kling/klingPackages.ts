import { z } from 'zod';
import type { PrepaidPackage } from '../../../src/domain/contract/ledger.ts';

const DAYS_BACK = 365;
const DAY_MS = 24 * 60 * 60_000;

const quantity = z.union([z.string(), z.number()]).transform(String).nullish();
const packagesSchema = z.object({
  data: z.object({
    resource_pack_subscribe_infos: z.array(
      z.object({
        resource_pack_name: z.string(),
        remaining_quantity: quantity,
        total_quantity: quantity,
        status: z.string().nullish(),
      }),
    ),
  }),
});

/**
 * Where Kling tells what is left of an account's packages: free of charge, about half a day late, at most once a second.
 * Gateways have no such place.
 */
export function packagesPath(nowMs: number): string {
  return `/account/costs?start_time=${nowMs - DAYS_BACK * DAY_MS}&end_time=${nowMs}`;
}

/** The packages in an answer, image and video packages apart; null where it does not tell. */
export function readPackages(fields: unknown): PrepaidPackage[] | null {
  const read = packagesSchema.safeParse(fields).data;
  if (read === undefined) return null;
  return read.data.resource_pack_subscribe_infos.map(
    ({ resource_pack_name: name, remaining_quantity, total_quantity, status }) => ({
      name,
      left: remaining_quantity ?? null,
      total: total_quantity ?? null,
      status: status ?? null,
    }),
  );
}
