import { z } from 'zod';
import type { ProxySettings } from '../access/proxySettings.ts';
import type { UpstreamSettings } from '../providerSettings.ts';
import { createKlingAuth } from '../providers/kling/klingAuth.ts';
import { createKlingClient } from '../providers/kling/klingClient.ts';
import type { Finding } from './finding.ts';

const DAYS_BACK = 365;
const DAY_MS = 24 * 60 * 60_000;
const TIMEOUT_MS = 30_000;

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
 * What is left of the account's packages, as Kling itself tells on `GET /account/costs`: free of charge, about half a
 * day late, at most once a second. Image and video packages are apart. Null for gateways, which have no such place.
 */
export async function checkCosts(
  { preset, credentials }: UpstreamSettings,
  proxies: ProxySettings | null,
): Promise<Finding | null> {
  if (preset.name !== 'kling') return null;
  const subject = `${preset.label}, account`;
  const now = () => new Date();
  const auth = createKlingAuth(credentials, now);
  const client = createKlingClient({ baseUrl: preset.baseUrl, auth, now, proxies });
  const until = Date.now();
  const path = `/account/costs?start_time=${until - DAYS_BACK * DAY_MS}&end_time=${until}`;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await client.call({ path, signal, timeoutMs: TIMEOUT_MS }).finally(() => client.close());
  const packages =
    answer.kind === 'answered' ? packagesSchema.safeParse(answer.reply.fields).data : undefined;
  if (packages === undefined) {
    const said = answer.kind === 'answered' ? `HTTP ${answer.reply.upstream.httpStatus}` : answer.message;
    return { grade: 'note', subject, sentence: `It does not tell what is left of its packages (${said}).` };
  }
  const lines = packages.data.resource_pack_subscribe_infos.map(
    ({ resource_pack_name: name, remaining_quantity: left, total_quantity: all, status }) =>
      `${name}: ${left ?? '?'} of ${all ?? '?'} left${status ? `, ${status}` : ''}`,
  );
  return lines.length === 0
    ? {
        grade: 'note',
        subject,
        sentence: 'It lists no packages: tasks are refused with 1102 where none is bought.',
      }
    : { grade: 'ok', subject, sentence: `As of half a day ago, ${lines.join('; ')}.` };
}
