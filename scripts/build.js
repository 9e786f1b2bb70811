import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.js';
import { projectRoot } from './projectRoot.js';
import { runNode } from './runCommand.js';

/** Everything that the built app depends on. */
const INPUTS = ['src', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
const STAMP = path.join(projectRoot, 'dist', '.fingerprint');

/**
 * Builds the app into dist/ unless it was built from exactly these files.
 *
 * @throws {Error} with Vite's output when it fails
 */
export async function buildIfNeeded() {
  const wanted = fingerprint(projectRoot, INPUTS);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.log('Building the app …');
  const { code, output } = await runNode(['node_modules/vite/bin/vite.js', 'build'], {
    env: { NODE_ENV: 'production' },
  });
  if (code !== 0) throw new Error(`${output}\nThe app could not be built. See above.`);
  writeFileSync(STAMP, wanted);
}
