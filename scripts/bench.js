/** `npm run bench`: the size of the app, then every measurement in bench, one after the other; or those named. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { buildIfNeeded } from './build.js';
import { ensureChromium } from './chromium.js';
import { installIfNeeded } from './install.js';
import { projectRoot } from './projectRoot.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';

requireNode();
await installIfNeeded();
await buildIfNeeded();
await ensureChromium('complete');

const benches = readdirSync(path.join(projectRoot, 'bench')).filter((name) => name.endsWith('.bench.ts'));
const all = ['scripts/benchSize.js', ...benches.sort().map((name) => `bench/${name}`)];
const named = process.argv.slice(2);
const runs = named.length === 0 ? all : named.map((name) => `bench/${name}.bench.ts`);
for (const file of runs) {
  console.log(`\n--- ${path.basename(file)} ---`);
  const { code } = await runNode(['--import', 'tsx', file], { isShown: true });
  if (code !== 0) process.exitCode = 1;
}
