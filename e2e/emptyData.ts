import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from '../scripts/build.js';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';

const VARIABLE = 'OUTFRAME_EMPTY_DATA';
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = path.join(root, 'node_modules', '.cache', 'outframe');
const PREFIX = 'empty-data-';

/**
 * Runs once before all stories: setting up an empty database is most of the work of a relay's first start, so it is kept
 * for later runs of the same relay.
 */
async function makeEmptyData(): Promise<void> {
  await buildIfNeeded();
  const relay = readFileSync(path.join(root, 'dist-relay', '.fingerprint'), 'utf8');
  const folder = path.join(cache, PREFIX + relay.slice(0, 16));
  if (!existsSync(folder)) await fill(folder);
  process.env[VARIABLE] = folder;
}

async function fill(folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    if (name.startsWith(PREFIX)) rmSync(path.join(cache, name), { recursive: true, force: true });
  }
  const relay = await RelayProcess.launch({});
  await relay.stop();
  const copy = mkdtempSync(path.join(cache, 'making-'));
  cpSync(relay.dataDir, copy, { recursive: true });
  await relay.dispose();
  // Another run may have been faster.
  if (existsSync(folder)) rmSync(copy, { recursive: true, force: true });
  else renameSync(copy, folder);
}

/** Data of a relay that was started once and did nothing. */
export function emptyData(): string {
  const folder = process.env[VARIABLE];
  if (folder === undefined) throw new Error('The empty data are made when Playwright starts.');
  return folder;
}

// Playwright calls the default export of a file of its configuration.
export default makeEmptyData;
