import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { readSettings, type Settings } from './settings.ts';

/**
 * The settings of this process: its environment, and what the file `.env` beside it adds.
 *
 * @throws SettingsError listing everything that is wrong at once.
 */
export function processSettings(): Settings {
  const cwd = process.cwd();
  const file = path.join(cwd, '.env');
  const isThere = existsSync(file);
  if (isThere) process.loadEnvFile(file);
  const ownNames = isThere ? Object.keys(parseEnv(readFileSync(file, 'utf8'))) : [];
  return readSettings(process.env, { cwd, ownNames, logLevel: process.stdout.isTTY ? 'warn' : 'info' });
}
