import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SPEED_RUNS } from './speedRuns.ts';

/** Times every size in a process of its own, as its peak memory is measured too. */
export function printSpeed(): void {
  console.log('\nSpeed, one thread, a quarter of the source on each side');
  console.log(
    `${'out'.padEnd(24)}${['first', 'best', 'median', 'p95', 'CPU mean', 's/MP', 'peak memory'].map((name) => name.padEnd(10)).join('')}`,
  );
  const worker = fileURLToPath(new URL('./timeRun.ts', import.meta.url));
  for (const { label } of SPEED_RUNS) {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', worker, label], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    process.stdout.write(stdout);
  }
}
