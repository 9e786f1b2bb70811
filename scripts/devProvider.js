import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot.js';

/** Where a relay with the fake provider keeps its data, away from real results. */
const DATA_DIR = '.data/fake-provider';
const KEY = 'fake-key';

/**
 * The environment of a relay whose only paid provider is the fake one at an address. Every setting that a relay knows
 * is emptied first, so that neither a key nor a database of the shell or of `.env` is used: nothing can cost money.
 *
 * @param {string} url of the fake provider
 * @param {NodeJS.ProcessEnv} env of this process; `DATA_DIR` and `LOG_LEVEL` are taken over from it
 * @returns {Record<string, string>}
 */
export function fakeProviderEnv(url, env = process.env) {
  return {
    ...Object.fromEntries(settingNames().map((name) => [name, ''])),
    DATA_DIR: env.DATA_DIR || DATA_DIR,
    LOG_LEVEL: env.LOG_LEVEL ?? '',
    PROVIDER: 'deerapi',
    DEERAPI_KEY: KEY,
    PROVIDER_BASE_URL: url,
    PROVIDER_FIRST_POLL_MS: '300',
    PROVIDER_SLOWEST_POLL_MS: '1000',
    PROVIDER_TIMEOUT_SECONDS: '20',
    PRICE_PER_IMAGE: '$0.03',
  };
}

/** @returns {string} how the fake provider behaves, for its FAKE_UPSTREAM */
export function fakeUpstreamOptions() {
  return JSON.stringify({ key: KEY, timing: { elapsedMs: 4000 } });
}

/** @returns {string[]} the name of every setting, as `.env.example` lists them */
function settingNames() {
  const example = readFileSync(path.join(projectRoot, '.env.example'), 'utf8');
  return [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name);
}
