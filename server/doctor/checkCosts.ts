import type { ProxySettings } from '../access/proxySettings.ts';
import type { UpstreamSettings } from '../providerSettings.ts';
import { createKlingAuth } from '../providers/kling/klingAuth.ts';
import { createKlingClient } from '../providers/kling/klingClient.ts';
import { packagesPath, readPackages } from '../providers/kling/klingPackages.ts';
import type { Finding } from './finding.ts';

const TIMEOUT_MS = 30_000;

/**
 * What is left of the account's packages, as Kling itself tells free of charge, about
 * half a day late. Image and video packages are apart. Null for gateways, which have no such place.
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
  const path = packagesPath(Date.now());
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await client.call({ path, signal, timeoutMs: TIMEOUT_MS }).finally(() => client.close());
  const packages = answer.kind === 'answered' ? readPackages(answer.reply.fields) : null;
  if (packages === null) {
    const said = answer.kind === 'answered' ? `HTTP ${answer.reply.upstream.httpStatus}` : answer.message;
    return { grade: 'note', subject, sentence: `It does not tell what is left of its packages (${said}).` };
  }
  const lines = packages.map(
    ({ name, left, total, status }) =>
      `${name}: ${left ?? '?'} of ${total ?? '?'} left${status === null ? '' : `, ${status}`}`,
  );
  return lines.length === 0
    ? {
        grade: 'note',
        subject,
        sentence: 'It lists no packages: tasks are refused with 1102 where none is bought.',
      }
    : { grade: 'ok', subject, sentence: `As of half a day ago, ${lines.join('; ')}.` };
}
