import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.js';
import { projectRoot } from './projectRoot.js';
import { bundleRelay, RELAY_FOLDER, RELAY_INPUTS } from './relayBundle.js';
import { runNode } from './runCommand.js';

/** Everything that the built app depends on. */
const APP_INPUTS = [
  ...['src', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'],
  ...['scripts/leanZodPlugin.js', 'scripts/offlineShellPlugin.js'],
];
const APP_FOLDER = path.join(projectRoot, 'dist');

/**
 * Builds the app into dist/ and the relay into dist-relay/, each unless it was built from exactly these files.
 *
 * @throws {Error} with Vite's output when it fails
 */
export async function buildIfNeeded() {
  await buildAppIfNeeded();
  await buildRelayIfNeeded();
}

async function buildAppIfNeeded() {
  await unlessBuilt(APP_FOLDER, APP_INPUTS, async () => {
    console.log('Building the app …');
    const { code, output } = await runNode(['node_modules/vite/bin/vite.js', 'build'], {
      env: { NODE_ENV: 'production' },
    });
    if (code !== 0) throw new Error(`${output}\nThe app could not be built. See above.`);
  });
}

/**
 * Bundles the relay unless that was done from exactly these files.
 *
 * @throws {Error} with what is wrong in the code
 */
export async function buildRelayIfNeeded() {
  await unlessBuilt(RELAY_FOLDER, RELAY_INPUTS, bundleRelay);
}

/**
 * @param {string} folder
 * @param {readonly string[]} inputs
 * @param {() => Promise<void>} build
 */
async function unlessBuilt(folder, inputs, build) {
  const stamp = path.join(folder, '.fingerprint');
  const wanted = fingerprint(projectRoot, inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await build();
  writeFileSync(stamp, wanted);
}
