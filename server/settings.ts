import path from 'node:path';
import { z } from 'zod';
import {
  type ProviderSettings,
  providerProblems,
  providerSettings,
  providerSettingsShape,
} from './providerSettings.ts';
import { Secret } from './secret.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Settings extends ProviderSettings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Postgres to use instead of the embedded database. */
  readonly databaseUrl: string | null;
  readonly publicUrl: string | null;
  /** Callbacks of the provider must be signed with it. */
  readonly callbackSecret: Secret | null;
  readonly pricePerImage: string | null;
  readonly logLevel: LogLevel;
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

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1'];

const webAddress = (name: string, example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
      `${name} must be a web address such as ${example}.`,
    )
    .transform((value) => value.replace(/\/+$/, ''));

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
    .default('127.0.0.1')
    .refine(
      (value) => LOOPBACK_HOSTS.includes(value),
      `HOST must be one of ${LOOPBACK_HOSTS.join(', ')}: opening the relay to others needs access control first, which is not there yet.`,
    ),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'DATABASE_URL must start with postgres:// or postgresql://, or be left out for the embedded database.',
    )
    .optional(),
  ...providerSettingsShape,
  PROVIDER_BASE_URL: webAddress('PROVIDER_BASE_URL', 'https://api.deerapi.com').optional(),
  PUBLIC_URL: webAddress('PUBLIC_URL', 'https://outframe.example.com').optional(),
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
  LOG_LEVEL: z.enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`).optional(),
});

interface Surroundings {
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
  problems.push(...providerProblems(given));
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: path.resolve(around.cwd, values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    ...providerSettings(values, values.PROVIDER_BASE_URL),
    publicUrl: values.PUBLIC_URL ?? null,
    callbackSecret: values.CALLBACK_SECRET === undefined ? null : new Secret(values.CALLBACK_SECRET),
    pricePerImage: values.PRICE_PER_IMAGE ?? null,
    logLevel: values.LOG_LEVEL ?? around.logLevel,
  };
}
