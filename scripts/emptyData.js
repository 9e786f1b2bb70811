import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.js';
import { projectRoot } from './projectRoot.js';
import { runNode } from './runCommand.js';

const MAKER = 'server/testing/makeEmptyData.ts';
/** Everything that an empty database depends on. */
const INPUTS = ['server/database', MAKER, 'package-lock.json'];
const CACHE = path.join(projectRoot, 'node_modules', '.cache', 'outframe');
const PREFIX = 'empty-data-';

/**
 * A relay's data folder with the embedded database, its tables made and empty, for tests to copy: making one takes seconds,
 * so it is kept for later runs. Tests find it by `emptyData`.
 *
 * @throws {Error} with what is wrong in the code
 */
export async function ensureEmptyData() {
  const folder = path.join(CACHE, PREFIX + fingerprint(projectRoot, INPUTS).slice(0, 16));
  if (!existsSync(folder)) await make(folder);
  process.env.OUTFRAME_EMPTY_DATA = folder;
}

/** Vitest calls it once before tests that open databases. */
export const setup = ensureEmptyData;

/** @param {string} folder */
async function make(folder) {
  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(CACHE)) {
    if (name.startsWith(PREFIX)) rmSync(path.join(CACHE, name), { recursive: true, force: true });
  }
  const made = mkdtempSync(path.join(CACHE, 'making-'));
  const { code, output } = await runNode(['--import', 'tsx', MAKER, made]);
  if (code !== 0) throw new Error(`${output}\nThe empty database of the tests could not be made. See above.`);
  // Another run may have been faster.
  if (existsSync(folder)) rmSync(made, { recursive: true, force: true });
  else renameSync(made, folder);
}
