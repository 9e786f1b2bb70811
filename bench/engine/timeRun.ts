/** Times one of the runs, named as argument, and prints its line. */
import { contentFill } from '../../src/engine/contentFill.ts';
import { readSquare } from './photoSet.ts';
import { SPEED_RUNS, type SpeedRun } from './speedRuns.ts';

const PHOTO = 'public/samples/meadow.jpg';

const run = SPEED_RUNS.find(({ label }) => label === process.argv[2]);
if (run === undefined) throw new Error(`There is no run called ${process.argv[2]}.`);
await time(run);

async function time({ label, side, share, quality, times }: SpeedRun): Promise<void> {
  const { rgba } = await readSquare(PHOTO, side);
  const pad = Math.round(side * share);
  const pads = { up: pad, right: pad, bottom: pad, left: pad };
  const elapsedMs: number[] = [];
  const cpuMs: number[] = [];
  for (let seed = 1; seed <= times; seed += 1) {
    const startCpu = process.cpuUsage();
    const startMs = performance.now();
    contentFill({ rgba, size: { width: side, height: side }, pads, seed, quality });
    elapsedMs.push(performance.now() - startMs);
    const { user, system } = process.cpuUsage(startCpu);
    cpuMs.push((user + system) / 1000);
  }
  const megapixels = (side + 2 * pad) ** 2 / 1e6;
  const inSeconds = (ms: number) => `${(ms / 1000).toFixed(3)} s`;
  const of = (runsMs: readonly number[]) => [0, 0.5, 0.95].map((share) => inSeconds(rank(runsMs, share)));
  const cells = [inSeconds(elapsedMs[0] ?? 0), ...of(elapsedMs), ...of(cpuMs)];
  cells.push(...[elapsedMs, cpuMs].map((runsMs) => (rank(runsMs, 0.5) / 1000 / megapixels).toFixed(2)));
  cells.push(`${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  console.log(label.padEnd(24) + cells.map((cell) => cell.padEnd(10)).join(''));
}

/** The smallest value that this share of the values does not exceed. */
function rank(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
