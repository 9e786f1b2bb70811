import type { ProxySettings } from '../access/proxySettings.ts';
import { resolverProblem } from '../access/resolverCheck.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './finding.ts';

/** The way out: proxies, and whether this machine's resolver makes addresses up, before anybody pays for a result. */
export async function checkNetwork({ upstreams, proxies }: Settings): Promise<readonly Finding[]> {
  if (proxies !== null) return [{ grade: 'ok', subject: 'Proxy', sentence: proxySentence(proxies) }];
  const findings = await Promise.all(
    upstreams.map(async ({ preset }): Promise<Finding[]> => {
      const problem = await resolverProblem(new URL(preset.baseUrl).hostname);
      return problem === null ? [] : [{ grade: 'fault', subject: 'Resolver', sentence: problem }];
    }),
  );
  return findings.flat();
}

/** Only the host of a proxy is told: its address may hold a password. */
function proxySentence({ httpProxy, httpsProxy, noProxy }: ProxySettings): string {
  const hosts = [...new Set([httpsProxy, httpProxy].flatMap((url) => hostOf(url) ?? []))];
  const except = noProxy === '' ? '' : `, except for ${noProxy}`;
  return `The provider, results and images from the web are reached through ${hosts.join(' and ')}${except}.`;
}

function hostOf(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : null;
}
