import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot.js';
import { runShell } from './runCommand.js';

/**
 * Installs the packages unless they are there as the lock file has them.
 *
 * @throws {Error} with npm's output when it fails
 */
export async function installIfNeeded() {
  if (isInstalled(projectRoot)) return;
  console.log('Installing packages (once, about a minute) …');
  const { code, output } = await runShell('npm ci --include=dev --no-fund --no-audit');
  if (code !== 0) {
    throw new Error(`${output}\nThe packages could not be installed. See above, then run the command again.`);
  }
}

/**
 * Compares the lock file with the copy that npm leaves in node_modules at the end of every install, so that
 * packages installed by hand are not installed again and a half-finished install is.
 *
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  const present = lockedPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(([name, { version, optional }]) => {
    if (name === '') return true;
    // Packages for other systems are left out by npm.
    return present[name] === undefined ? optional === true : present[name].version === version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | null}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
