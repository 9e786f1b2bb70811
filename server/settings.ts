import path from 'node:path';
import { z } from 'zod';
import { type AccessToken, accessTokensSchema } from './access/accessToken.ts';
import { type AddressRange, addressRangesSchema, LOOPBACK_RANGES } from './access/addressRange.ts';
import { isLoopback } from './access/loopback.ts';
import { type ProxySettings, proxySettings } from './access/proxySettings.ts';
import {
  type ProviderSettings,
  providerProblems,
  providerSettings,
  providerSettingsShape,
} from './providerSettings.ts';
import { Secret } from './secret.ts';
import {
  type StorageSettings,
  storageProblems,
  storageSettings,
  storageSettingsShape,
} from './storageSettings.ts';
import { unknownSettings } from './unknownSettings.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Settings extends ProviderSettings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Postgres to use instead of the embedded database. */
  readonly databaseUrl: string | null;
  readonly storage: StorageSettings;
  /** Id of another database whose images this one may take over; null for none. */
  readonly takeOver: string | null;
  readonly publicUrl: string | null;
  /** Proxies that say where a request comes from. */
  readonly trustedProxies: readonly AddressRange[];
  /** On the way out; null for none. */
  readonly proxies: ProxySettings | null;
  /** Further host names under which the relay answers, in small letters. */
  readonly allowedHosts: readonly string[];
  /** Nobody sees or changes the tasks of others. */
  readonly ownTasksOnly: boolean;
  /** Callbacks of the provider must be signed with it. */
  readonly callbackSecret: Secret | null;
  readonly pricePerImage: string | null;
  /** Days that tasks are kept after their end; null for ever. */
  readonly retentionDays: number | null;
  /** Who may use the relay; empty when it asks nobody to sign in. */
  readonly accessTokens: readonly AccessToken[];
  readonly limits: UsageLimits;
  /** Free bytes below which nothing new is taken in. */
  readonly minFreeBytes: number;
  readonly logLevel: LogLevel;
}

/** What keeps one person or script from using up what belongs to all; null means no limit. */
export interface UsageLimits {
  /** Requests a minute, for each person, that change something. */
  readonly requestsPerMinute: number | null;
  /** Tasks under way at once, of everybody together. */
  readonly openTasks: number | null;
  /** The same of one person. */
  readonly openTasksEach: number | null;
  /** Images asked for from paid providers in one day (UTC), by everybody together. */
  readonly dailyImages: number | null;
  /** The same by one person. */
  readonly dailyImagesEach: number | null;
}

/** Everything that is wrong with the settings, one line each. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Outframe cannot start with these settings:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

const DEFAULT_REQUESTS_PER_MINUTE = 240;
const DEFAULT_OPEN_TASKS = 500;

const webAddress = (name: string, example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
      `${name} must be a web address such as ${example}.`,
    )
    .transform((value) => value.replace(/\/+$/, ''));

/** A whole number; 0 switches the limit off. */
const limit = (name: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `${name} must be a whole number; 0 switches it off.`)
    .transform(Number)
    .optional();

const settingsSchema = z.object({
  PORT: z
    .string()
    .default('8787')
    .refine(
      (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
      'PORT must be a whole number from 0 to 65535; 0 takes any free port.',
    )
    .transform(Number),
  HOST: z
    .string()
    .regex(
      /^[\w.:%-]+$/,
      'HOST must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them.',
    )
    .default('127.0.0.1'),
  ACCESS_TOKENS: accessTokensSchema.default([]),
  OWN_TASKS_ONLY: z.enum(['yes', 'no'], 'OWN_TASKS_ONLY must be yes or no.').optional(),
  TRUSTED_PROXIES: addressRangesSchema.optional(),
  ALLOWED_HOSTS: z
    .string()
    .regex(
      /^[\w.-]+(\s*,\s*[\w.-]+)*$/,
      'ALLOWED_HOSTS must be host names without ports, such as outframe, relay.internal.',
    )
    .transform((text) => text.toLowerCase().split(/\s*,\s*/))
    .default([]),
  RATE_LIMIT: limit('RATE_LIMIT'),
  OPEN_TASK_LIMIT: limit('OPEN_TASK_LIMIT'),
  OPEN_TASK_LIMIT_EACH: limit('OPEN_TASK_LIMIT_EACH'),
  DAILY_IMAGE_LIMIT: limit('DAILY_IMAGE_LIMIT'),
  DAILY_IMAGE_LIMIT_EACH: limit('DAILY_IMAGE_LIMIT_EACH'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'DATABASE_URL must start with postgres:// or postgresql://, or be left out for the embedded database.',
    )
    .optional(),
  ...storageSettingsShape,
  ...providerSettingsShape,
  PROVIDER_BASE_URL: webAddress('PROVIDER_BASE_URL', 'https://api.deerapi.com').optional(),
  PUBLIC_URL: webAddress('PUBLIC_URL', 'https://outframe.example.com')
    .refine(
      (value) => new URL(value).href === `${new URL(value).origin}/`,
      'PUBLIC_URL must be a host without a path: Outframe needs a host name of its own, such as https://outframe.example.com.',
    )
    .optional(),
  CALLBACK_SECRET: z
    .string()
    .regex(
      /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/,
      'CALLBACK_SECRET must be the webhook secret of the provider\u2019s console: whsec_ and what follows it.',
    )
    .optional(),
  PRICE_PER_IMAGE: z
    .string()
    .max(20, 'PRICE_PER_IMAGE may have at most 20 characters, such as $0.03.')
    .optional(),
  TAKE_OVER: z
    .string()
    .regex(
      /^([\da-f-]{36}|unclaimed)$/,
      'TAKE_OVER must be the id of the database whose images are taken over, as the relay names it when it refuses them.',
    )
    .optional(),
  RETENTION_DAYS: z
    .string()
    .regex(
      /^[1-9]\d{0,4}$/,
      'RETENTION_DAYS must be a whole number of days from 1; leave it out to keep everything.',
    )
    .transform(Number)
    .optional(),
  MIN_FREE_DISK_MB: z
    .string()
    .regex(/^\d{1,9}$/, 'MIN_FREE_DISK_MB must be a whole number of megabytes; 0 turns it off.')
    .default('300')
    .transform(Number),
  LOG_LEVEL: z.enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`).optional(),
});
/** Every variable that is read, in the order of their description. */
export const SETTING_NAMES = Object.keys(settingsSchema.shape);

interface Surroundings {
  /** Names that stand in our own file of settings, where no other program's are. */
  readonly ownNames?: readonly string[];
  /** Where a relative DATA_DIR starts. */
  readonly cwd: string;
  /** Used when LOG_LEVEL is not set. */
  readonly logLevel: LogLevel;
}

/**
 * The settings from the environment; an empty variable counts as not set.
 *
 * @throws SettingsError listing everything that is wrong at once.
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  around: Surroundings,
): Settings {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = settingsSchema.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
  problems.push(...storageProblems(given), ...providerProblems(given));
  problems.push(...unknownSettings(SETTING_NAMES, { given: Object.keys(given), own: around.ownNames ?? [] }));
  if (parsed.success) problems.push(...opennessProblems(parsed.data));
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: path.resolve(around.cwd, values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    storage: storageSettings(values),
    takeOver: values.TAKE_OVER ?? null,
    ...providerSettings(values, values.PROVIDER_BASE_URL),
    publicUrl: values.PUBLIC_URL ?? null,
    // A proxy stands on this machine unless somebody says otherwise.
    trustedProxies: values.TRUSTED_PROXIES ?? (values.PUBLIC_URL === undefined ? [] : LOOPBACK_RANGES),
    proxies: proxySettings(given),
    allowedHosts: values.ALLOWED_HOSTS,
    ownTasksOnly: values.OWN_TASKS_ONLY === 'yes',
    callbackSecret: values.CALLBACK_SECRET === undefined ? null : new Secret(values.CALLBACK_SECRET),
    pricePerImage: values.PRICE_PER_IMAGE ?? null,
    retentionDays: values.RETENTION_DAYS ?? null,
    accessTokens: values.ACCESS_TOKENS,
    limits: usageLimits(values),
    minFreeBytes: values.MIN_FREE_DISK_MB * 1_000_000,
    logLevel: values.LOG_LEVEL ?? around.logLevel,
  };
}

/** A relay that others can reach must know who they are. */
function opennessProblems(values: z.infer<typeof settingsSchema>): string[] {
  const { HOST, PUBLIC_URL, ACCESS_TOKENS, OWN_TASKS_ONLY } = values;
  if (ACCESS_TOKENS.length > 0) return [];
  if (OWN_TASKS_ONLY === 'yes')
    return ['OWN_TASKS_ONLY needs ACCESS_TOKENS: without them nobody has a name.'];
  const howTo =
    'Set ACCESS_TOKENS to who may use it, such as ACCESS_TOKENS=anna:<token>,ben:<token>; openssl rand -hex 16 makes a token.';
  const opens = [
    ...(isLoopback(HOST) ? [] : [`HOST=${HOST} opens the relay to others.`]),
    ...(PUBLIC_URL === undefined || isLoopback(new URL(PUBLIC_URL).hostname)
      ? []
      : [`PUBLIC_URL=${PUBLIC_URL} says that others reach the relay.`]),
  ];
  return opens.map((what) => `${what} ${howTo}`);
}

/** On one's own machine nobody is slowed down unless that is asked for. */
function usageLimits(values: z.infer<typeof settingsSchema>): UsageLimits {
  const isShared = values.ACCESS_TOKENS.length > 0;
  const orOff = (value: number | undefined) => value || null;
  return {
    requestsPerMinute: orOff(values.RATE_LIMIT ?? (isShared ? DEFAULT_REQUESTS_PER_MINUTE : 0)),
    openTasks: orOff(values.OPEN_TASK_LIMIT ?? DEFAULT_OPEN_TASKS),
    openTasksEach: orOff(values.OPEN_TASK_LIMIT_EACH),
    dailyImages: orOff(values.DAILY_IMAGE_LIMIT),
    dailyImagesEach: orOff(values.DAILY_IMAGE_LIMIT_EACH),
  };
}
