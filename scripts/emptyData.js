import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.js';
import { projectRoot } from './projectRoot.js';
import { runNode } from './runCommand.js';

const MAKER = 'server/testing/makeEmptyData.ts';
/** Everything that an empty database depends on. */
const INPUTS = ['server/database', MAKER, 'package-lock.json'];
const CACHE = path.join(projectRoot, 'node_modules', '.cache', 'outframe');
const PREFIX = 'empty-data-';
const MAKING = 'making-';
/** Since one was used last. Another run of this checkout, begun before a change, may still copy from it: none takes that long. */
const MIN_UNUSED_MS = 24 * 60 * 60_000;

/**
 * A relay's data folder with the embedded database, its tables made and empty, for tests to copy: making one takes seconds,
 * so it is kept for later runs. Tests find it by `emptyData`.
 *
 * @throws {Error} with what is wrong in the code
 */
export async function ensureEmptyData() {
  const folder = path.join(CACHE, PREFIX + fingerprint(projectRoot, INPUTS).slice(0, 16));
  if (!existsSync(folder)) await make(folder);
  const now = new Date();
  utimesSync(folder, now, now);
  process.env.OUTFRAME_EMPTY_DATA = folder;
}

/** Vitest calls it once before tests that open databases. */
export const setup = ensureEmptyData;

/** @param {string} folder */
async function make(folder) {
  mkdirSync(CACHE, { recursive: true });
  removeUnused();
  const made = mkdtempSync(path.join(CACHE, MAKING));
  try {
    const { code, output } = await runNode(['--import', 'tsx', MAKER, made]);
    if (code !== 0)
      throw new Error(`${output}\nThe empty database of the tests could not be made. See above.`);
    renameUnlessThere(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

function removeUnused() {
  for (const name of readdirSync(CACHE)) {
    if (!name.startsWith(PREFIX) && !name.startsWith(MAKING)) continue;
    const folder = path.join(CACHE, name);
    // Another run may remove it at the same moment.
    const usedMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - usedMs > MIN_UNUSED_MS) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Another run may have been faster, by however little.
 *
 * @param {string} made
 * @param {string} folder
 */
function renameUnlessThere(made, folder) {
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
