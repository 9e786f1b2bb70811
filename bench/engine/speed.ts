import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SPEED_RUNS } from './speedRuns.ts';

/** Wall time first, which other work on the machine draws out, then processor time, which it hardly does. */
const COLUMNS = [
  'first',
  'best',
  'median',
  'p95',
  'CPU best',
  'median',
  'p95',
  's/MP',
  'CPU s/MP',
  'peak memory',
];

/** Times every size in a process of its own, as its peak memory is measured too. */
export function printSpeed(): void {
  console.log('\nSpeed, one thread, a quarter of the source on each side');
  console.log(`${'out'.padEnd(24)}${COLUMNS.map((name) => name.padEnd(10)).join('')}`);
  const worker = fileURLToPath(new URL('./timeRun.ts', import.meta.url));
  for (const { label } of SPEED_RUNS) {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', worker, label], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    process.stdout.write(stdout);
  }
}
