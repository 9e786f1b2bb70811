import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { megapixelsOf, SPEED_RUNS, type SpeedRun, type TimedRun, WAYS, type Way } from './speedRuns.ts';

/** Processor time first: other work on the machine draws wall time out, and that hardly. */
const COLUMNS = [
  ...['cold CPU', 'CPU best', 'median', 'p95', 'CPU s/MP', 'against TS'],
  ...['wall best', 'median', 'p95', 'peak', 'bytes/px'],
];

/**
 * Times every size in the kernel and in TypeScript, turn by turn in one process, so that both have the same machine; what
 * a first fill takes and the peak of memory are measured in processes of their own.
 */
export function printSpeed(): void {
  console.log('\nSpeed, one thread, a quarter of the source on each side where nothing else is said');
  console.log(`${'out'.padEnd(34)}${COLUMNS.map((name) => name.padEnd(11)).join('')}`);
  for (const run of SPEED_RUNS) {
    const both = timed(run, run.times, WAYS);
    for (const way of WAYS) printWay(run, way, both);
  }
}

function printWay(run: SpeedRun, way: Way, { took }: TimedRun): void {
  const alone = timed(run, 1, [way]);
  const cold = alone.took[way][0]?.cpuMs ?? Number.NaN;
  const cpu = took[way].map(({ cpuMs }) => cpuMs);
  const wall = took[way].map(({ wallMs }) => wallMs);
  const reference = took.TypeScript.map(({ cpuMs }) => cpuMs);
  const cells = [
    inSeconds(cold),
    ...[0, 0.5, 0.95].map((share) => inSeconds(rank(cpu, share))),
    (rank(cpu, 0.5) / 1000 / megapixelsOf(run)).toFixed(2),
    `${(rank(cpu, 0.5) / rank(reference, 0.5)).toFixed(2)}×`,
    ...[0, 0.5, 0.95].map((share) => inSeconds(rank(wall, share))),
    `${(alone.peakBytes / 1e6).toFixed(0)} MB`,
    (alone.peakBytes / 1e6 / megapixelsOf(run)).toFixed(1),
  ];
  console.log(`${run.label}, ${way}`.padEnd(34) + cells.map((cell) => cell.padEnd(11)).join(''));
}

function timed({ label }: SpeedRun, times: number, ways: readonly Way[]): TimedRun {
  const worker = fileURLToPath(new URL('./timeRun.ts', import.meta.url));
  const args = ['--import', 'tsx', worker, label, String(times), ...ways];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

/** The smallest value that this share of the values does not exceed. */
function rank(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
