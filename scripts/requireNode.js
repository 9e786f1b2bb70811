import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot.js';

/** Ends the process with a sentence when this Node is older than package.json asks for. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
  const needed = String(engines.node).replace(/^[^\d]*/, '');
  if (isAtLeast(process.versions.node, needed)) return;
  console.error(
    `Outframe needs Node ${needed} or newer; this is ${process.versions.node}. Get it from nodejs.org.`,
  );
  process.exit(1);
}

/**
 * @param {string} version
 * @param {string} needed major.minor
 */
export function isAtLeast(version, needed) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
