import type { UpstreamOptions } from '../../../testing/upstream/upstreamOptions.ts';

/** A gateway of which nothing is known, or Kling itself, by its key or with signed tokens. */
export const SOAKED_PROVIDERS = ['deerapi', 'kling', 'kling-signed'] as const;
export type SoakedProvider = (typeof SOAKED_PROVIDERS)[number];

interface Soaked {
  readonly provider: SoakedProvider;
  readonly seed: number;
  readonly repeats: 'refused' | 'accepted';
  readonly findsByExternalId: boolean;
}

interface SoakedWay {
  /** How the upstream wants to be asked. */
  readonly behaviour: UpstreamOptions;
  /** What makes relays ask it. */
  readonly settings: Readonly<Record<string, string>>;
}

const KEY = 'test-key';
const KLING = { expandPath: '/v1/images/editing/expand', bottomName: 'down', nType: 'number' } as const;
const SIGNER = { accessKey: 'access-of-the-soak', secretKey: 'secret-of-the-soak' };

/** Long enough to be asked for together with others. */
const GROUPED_MS = 6000;

/** Who is asked in a soak. Of a gateway the relays have to find out the bottom side's name, with every other seed. */
export function soakProvider({ provider, seed, repeats, findsByExternalId }: Soaked): SoakedWay {
  if (provider === 'deerapi') {
    const bottomName = seed % 2 === 0 ? 'bottom' : 'down';
    return { behaviour: { key: KEY, bottomName }, settings: { DEERAPI_KEY: KEY } };
  }
  // Of Kling this is known, so an operator has to say where it is not so.
  const settings = {
    PROVIDER_DUPLICATES: repeats,
    PROVIDER_FINDS_EXTERNAL_ID: findsByExternalId ? 'yes' : 'no',
  };
  if (provider === 'kling') {
    return {
      behaviour: { ...KLING, key: KEY, answersGroups: true, timing: { elapsedMs: GROUPED_MS } },
      settings: { ...settings, KLING_API_KEY: KEY },
    };
  }
  return {
    behaviour: { ...KLING, jwt: SIGNER },
    settings: {
      ...settings,
      ...{ KLING_ACCESS_KEY: SIGNER.accessKey, KLING_SECRET_KEY: SIGNER.secretKey },
    },
  };
}
