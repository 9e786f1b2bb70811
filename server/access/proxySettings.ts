import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';

/** Proxies on the way out, as nearly every program reads them from its environment. */
export interface ProxySettings {
  readonly httpProxy: string | undefined;
  readonly httpsProxy: string | undefined;
  /** Hosts that are asked without. */
  readonly noProxy: string;
}

/** Null where none is set. Small letters win, as with curl. */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): ProxySettings | null {
  const httpProxy = env.http_proxy || env.HTTP_PROXY || undefined;
  const httpsProxy = env.https_proxy || env.HTTPS_PROXY || undefined;
  if (httpProxy === undefined && httpsProxy === undefined) return null;
  return { httpProxy, httpsProxy, noProxy: env.no_proxy ?? env.NO_PROXY ?? '' };
}

/** Connects as the options say, through a proxy where there is one for the address. */
export function createDispatcher(proxies: ProxySettings | null, options: Agent.Options): Dispatcher {
  if (proxies === null) return new Agent(options);
  const { httpProxy, httpsProxy, noProxy } = proxies;
  return new EnvHttpProxyAgent({
    ...options,
    // Told to it, so that it does not look into the environment by itself.
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? httpProxy ?? '',
    noProxy,
  });
}
