import { fileURLToPath } from 'node:url';
import { DataFolderInUseError } from './database/embeddedLock.ts';
import { DamagedDatabaseError } from './database/openDatabase.ts';
import { kernelTrouble } from './finishing/kernel/kernelTrouble.ts';
import { createLogger } from './logger.ts';
import { processSettings } from './processSettings.ts';
import { type Relay, startRelay } from './relay.ts';
import { type Settings, SettingsError } from './settings.ts';
import { bucketErrorOf } from './storage/bucketError.ts';
import { ForeignStorageError } from './storage/claimStorage.ts';

const STOP_WITHIN_MS = 3000;
const builtAppDir = fileURLToPath(new URL('../dist', import.meta.url));

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function giveUp(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** The sentence for a failure that somebody can do something about; null for all else. */
function explain(error: unknown, settings: Settings): string | null {
  const isPlain =
    error instanceof DataFolderInUseError ||
    error instanceof ForeignStorageError ||
    error instanceof DamagedDatabaseError;
  if (isPlain) return error.message;
  const trouble = bucketErrorOf(error);
  if (trouble !== null) return trouble.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${settings.port} is taken by another program. Stop that one, or choose another with PORT, such as PORT=${settings.port + 1}.`;
  }
  if (code === 'EACCES' || code === 'EROFS') {
    return `The data folder ${settings.dataDir} cannot be written to. Give this user access, or choose another with DATA_DIR.`;
  }
  if (settings.databaseUrl !== null) {
    const reason = error instanceof Error ? error.message || String(code) : String(error);
    return `The database at DATABASE_URL cannot be used: ${reason}`;
  }
  return null;
}

function readAllSettings(): Settings {
  try {
    return processSettings();
  } catch (error) {
    if (error instanceof SettingsError) giveUp(error.message);
    throw error;
  }
}

function stopOnSignals(relay: Relay): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    relay.stop().then(
      () => process.exit(0),
      (error: unknown) => giveUp(`Stopping failed: ${String(error)}`),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

const trouble = kernelTrouble();
if (trouble !== null) giveUp(trouble);
const settings = readAllSettings();
const logger = createLogger(settings.logLevel);
try {
  const relay = await startRelay({ settings, logger, builtAppDir });
  stopOnSignals(relay);
  const preselected = relay.providers.find(({ description }) => description.name === settings.provider);
  say(
    `Outframe is at ${relay.url} (provider: ${preselected?.description.label ?? settings.provider}, data: ${settings.dataDir})`,
  );
} catch (error) {
  const sentence = explain(error, settings);
  if (sentence === null) logger.fatal({ err: error }, 'The relay could not start.');
  giveUp(sentence ?? `The relay could not start: ${String(error)}`);
}
