import { z } from 'zod';
import { PROVIDER_NAMES, type ProviderName } from '../src/domain/contract/provider.ts';
import type { KlingCredentials } from './providers/kling/klingAuth.ts';
import {
  KLING_NAMES,
  KLING_PRESETS,
  type KlingName,
  type KlingPreset,
} from './providers/kling/klingPreset.ts';
import { Secret } from './secret.ts';

/** A paid provider that is set up: where and how it is called, and with what. */
export interface UpstreamSettings {
  readonly preset: KlingPreset;
  readonly credentials: KlingCredentials;
}

export interface ProviderSettings {
  readonly upstreams: readonly UpstreamSettings[];
  /** Who expands unless a task says otherwise. */
  readonly provider: ProviderName;
}

/** The variables that hold secrets. */
const KEY_NAMES = [
  'DEERAPI_KEY',
  'COMETAPI_KEY',
  'KLING_API_KEY',
  'KLING_ACCESS_KEY',
  'KLING_SECRET_KEY',
] as const;

const key = (name: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, `${name} must be one word without spaces; copy it again.`)
    .optional();
const wholeNumber = (name: string, [least, most]: readonly [number, number]) =>
  z
    .string()
    .refine(
      (value) => /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most,
      `${name} must be a whole number from ${least} to ${most}.`,
    )
    .transform(Number)
    .optional();
const path = (name: string) =>
  z
    .string()
    .regex(/^\/\S*$/, `${name} must be the path of an address, such as /v1/images/editing/expand.`)
    .optional();
const oneOf = <const Words extends readonly [string, ...string[]]>(name: string, words: Words) =>
  z.enum(words, `${name} must be one of ${words.join(', ')}.`).optional();

/** Parts of the schema of settings. The `PROVIDER_…` ones change the preset of the paid provider in use. */
export const providerSettingsShape = {
  DEERAPI_KEY: key('DEERAPI_KEY'),
  COMETAPI_KEY: key('COMETAPI_KEY'),
  KLING_API_KEY: key('KLING_API_KEY'),
  KLING_ACCESS_KEY: key('KLING_ACCESS_KEY'),
  KLING_SECRET_KEY: key('KLING_SECRET_KEY'),
  PROVIDER: z
    .enum(PROVIDER_NAMES, `PROVIDER must be one of ${PROVIDER_NAMES.join(', ')}, or be left out.`)
    .optional(),
  PROVIDER_EXPAND_PATH: path('PROVIDER_EXPAND_PATH'),
  PROVIDER_QUERY_PATH: path('PROVIDER_QUERY_PATH').refine(
    (value) => value === undefined || value.includes('{task_id}'),
    'PROVIDER_QUERY_PATH must say where the task stands: {task_id}.',
  ),
  PROVIDER_BOTTOM_NAME: oneOf('PROVIDER_BOTTOM_NAME', ['bottom', 'down']),
  PROVIDER_N_TYPE: oneOf('PROVIDER_N_TYPE', ['string', 'number']),
  PROVIDER_AUTH: oneOf('PROVIDER_AUTH', ['bearer', 'jwt']),
  PROVIDER_FIRST_POLL_MS: wholeNumber('PROVIDER_FIRST_POLL_MS', [200, 600_000]),
  PROVIDER_SLOWEST_POLL_MS: wholeNumber('PROVIDER_SLOWEST_POLL_MS', [200, 600_000]),
  PROVIDER_DEADLINE_MINUTES: wholeNumber('PROVIDER_DEADLINE_MINUTES', [1, 1440]),
  PROVIDER_TIMEOUT_SECONDS: wholeNumber('PROVIDER_TIMEOUT_SECONDS', [1, 600]),
  PROVIDER_SLOTS: wholeNumber('PROVIDER_SLOTS', [1, 1000]),
  PROVIDER_DUPLICATES: oneOf('PROVIDER_DUPLICATES', ['refused', 'accepted', 'unknown']),
  PROVIDER_FINDS_EXTERNAL_ID: oneOf('PROVIDER_FINDS_EXTERNAL_ID', ['yes', 'no', 'unknown']),
  PROVIDER_GRACE_SECONDS: wholeNumber('PROVIDER_GRACE_SECONDS', [0, 3600]),
  PROVIDER_LIST_PATH: path('PROVIDER_LIST_PATH'),
};

const shape = z.object(providerSettingsShape);
type Values = z.infer<typeof shape>;

/** What is wrong between settings that are each right. */
export function providerProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const problems: string[] = [];
  if ((given.KLING_ACCESS_KEY === undefined) !== (given.KLING_SECRET_KEY === undefined)) {
    problems.push('KLING_ACCESS_KEY and KLING_SECRET_KEY belong together: set both or neither.');
  }
  const wanted = KLING_NAMES.find((name) => name === given.PROVIDER);
  if (wanted !== undefined && !withKeys(given).includes(wanted)) {
    problems.push(
      `PROVIDER is ${wanted}, so ${KEYS_OF[wanted]} must be set; or choose another with PROVIDER, or leave it out.`,
    );
  }
  if (given.PROVIDER_AUTH === 'jwt' && given.KLING_ACCESS_KEY === undefined) {
    problems.push('PROVIDER_AUTH is jwt, so KLING_ACCESS_KEY and KLING_SECRET_KEY must be set.');
  }
  const changes = Object.keys(given).filter((name) => name.startsWith('PROVIDER_'));
  if (changes.length > 0 && wanted === undefined && withKeys(given).length > 1) {
    problems.push(`Several providers have keys: say with PROVIDER which one ${changes.join(', ')} is for.`);
  }
  return problems;
}

const KEYS_OF: Readonly<Record<KlingName, string>> = {
  deerapi: 'DEERAPI_KEY',
  cometapi: 'COMETAPI_KEY',
  kling: 'KLING_API_KEY (or KLING_ACCESS_KEY and KLING_SECRET_KEY)',
};

function withKeys(given: Readonly<Partial<Record<(typeof KEY_NAMES)[number], string | undefined>>>) {
  const has: Readonly<Record<KlingName, boolean>> = {
    deerapi: given.DEERAPI_KEY !== undefined,
    cometapi: given.COMETAPI_KEY !== undefined,
    kling: given.KLING_API_KEY !== undefined || given.KLING_ACCESS_KEY !== undefined,
  };
  return KLING_NAMES.filter((name) => has[name]);
}

/** @param baseUrl without a slash at its end; replaces the preset's */
export function providerSettings(values: Values, baseUrl: string | undefined): ProviderSettings {
  const names = withKeys(values);
  const inUse = names.find((name) => name === values.PROVIDER) ?? names[0];
  const upstreams = names.map((name) => {
    const preset = name === inUse ? changed(KLING_PRESETS[name], values, baseUrl) : KLING_PRESETS[name];
    const credentials = credentialsOf(name, values);
    return { preset: { ...preset, auth: credentials.kind }, credentials };
  });
  return { upstreams, provider: values.PROVIDER ?? inUse ?? 'built-in' };
}

function changed(preset: KlingPreset, values: Values, baseUrl: string | undefined): KlingPreset {
  const expandPath = values.PROVIDER_EXPAND_PATH ?? preset.expandPath;
  const follows =
    values.PROVIDER_EXPAND_PATH === undefined ? preset.queryPath : `${expandPath.split('?')[0]}/{task_id}`;
  const firstPollMs = values.PROVIDER_FIRST_POLL_MS ?? preset.firstPollMs;
  const { PROVIDER_DEADLINE_MINUTES: minutes, PROVIDER_TIMEOUT_SECONDS: seconds } = values;
  const grace = values.PROVIDER_GRACE_SECONDS;
  return {
    ...preset,
    baseUrl: baseUrl ?? preset.baseUrl,
    expandPath,
    queryPath: values.PROVIDER_QUERY_PATH ?? follows,
    bottomName: values.PROVIDER_BOTTOM_NAME ?? preset.bottomName,
    isBottomNameSet: values.PROVIDER_BOTTOM_NAME !== undefined,
    nType: values.PROVIDER_N_TYPE ?? preset.nType,
    firstPollMs,
    slowestPollMs: Math.max(firstPollMs, values.PROVIDER_SLOWEST_POLL_MS ?? preset.slowestPollMs),
    deadlineMs: minutes === undefined ? preset.deadlineMs : minutes * 60_000,
    timeoutMs: seconds === undefined ? preset.timeoutMs : seconds * 1000,
    slots: values.PROVIDER_SLOTS ?? preset.slots,
    duplicates: values.PROVIDER_DUPLICATES ?? preset.duplicates,
    findsExternalId: values.PROVIDER_FINDS_EXTERNAL_ID ?? preset.findsExternalId,
    graceMs: grace === undefined ? preset.graceMs : grace * 1000,
    listPath: values.PROVIDER_LIST_PATH ?? preset.listPath,
  };
}

function credentialsOf(name: KlingName, values: Values): KlingCredentials {
  const { KLING_API_KEY, KLING_ACCESS_KEY, KLING_SECRET_KEY, PROVIDER_AUTH } = values;
  const isSigned = KLING_API_KEY === undefined || PROVIDER_AUTH === 'jwt';
  if (name === 'kling' && isSigned && KLING_ACCESS_KEY !== undefined && KLING_SECRET_KEY !== undefined) {
    return {
      kind: 'jwt',
      accessKey: new Secret(KLING_ACCESS_KEY),
      secretKey: new Secret(KLING_SECRET_KEY),
    };
  }
  const keys = { deerapi: values.DEERAPI_KEY, cometapi: values.COMETAPI_KEY, kling: KLING_API_KEY };
  return { kind: 'bearer', key: new Secret(keys[name] ?? '') };
}
