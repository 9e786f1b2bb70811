/** `npm run test:flaky [-- --runs 5]`: every test again and again on a busy machine, and which were not always green. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './build.js';
import { ensureChromium } from './chromium.js';
import { ensureEmptyData } from './emptyData.js';
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { browserStage, lastOutcomes, REPORTS, unitStage } from './stages.js';
import { notAlwaysGreen } from './testOutcomes.js';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });

requireNode();
await installIfNeeded();
await buildIfNeeded();
await ensureEmptyData();
await ensureChromium('headless');
mkdirSync(REPORTS, { recursive: true });
const load = os.cpus().map(() => spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }));
process.on('exit', endLoad);
const runs = [];
for (let run = 1; run <= Number(values.runs); run += 1) {
  const stages = await Promise.all([unitStage({ isShown: false }), browserStage({ isShown: false })]);
  const failed = stages.reduce((sum, counts) => sum + counts.failed, 0);
  console.log(`run ${run}: ${failed === 0 ? 'all green' : `${failed} failed`}`);
  runs.push(lastOutcomes());
}
endLoad();
const told = notAlwaysGreen(runs);
console.log(told.length === 0 ? `Always green in ${runs.length} runs.` : told.join('\n'));
process.exitCode = told.length === 0 ? 0 : 1;

function endLoad() {
  for (const child of load) child.kill('SIGKILL');
}
