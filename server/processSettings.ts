import { existsSync } from 'node:fs';
import path from 'node:path';
import { readSettings, type Settings } from './settings.ts';

/**
 * The settings of this process: its environment, and what the file `.env` beside it adds.
 *
 * @throws SettingsError listing everything that is wrong at once.
 */
export function processSettings(): Settings {
  const cwd = process.cwd();
  const file = path.join(cwd, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readSettings(process.env, { cwd, logLevel: process.stdout.isTTY ? 'warn' : 'info' });
}
