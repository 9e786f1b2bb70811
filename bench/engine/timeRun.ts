/**
 * Runs one of the runs, named as first argument, in the ways named after it, turn by turn, and prints as JSON what each
 * took and the process's peak memory.
 */
import { contentFill } from '../../src/engine/contentFill.ts';
import { withoutKernel } from '../../src/engine/kernel/room.ts';
import { readSquare } from './photoSet.ts';
import { SPEED_RUNS, type SpeedRun, type TimedRun, type Way } from './speedRuns.ts';

const PHOTO = 'public/samples/meadow.jpg';

const [label, times, ...ways] = process.argv.slice(2);
const run = SPEED_RUNS.find((one) => one.label === label);
if (run === undefined) throw new Error(`There is no run called ${label}.`);
process.stdout.write(JSON.stringify(await time(run, Number(times), ways as Way[])));

async function time(
  { side, share, quality }: SpeedRun,
  rounds: number,
  by: readonly Way[],
): Promise<TimedRun> {
  const { rgba } = await readSquare(PHOTO, side);
  const pad = Math.round(side * share);
  const pads = { up: pad, right: pad, bottom: pad, left: pad };
  const took: TimedRun['took'] = { WebAssembly: [], TypeScript: [] };
  for (let seed = 1; seed <= rounds; seed += 1) {
    for (const way of by) {
      const fill = () => contentFill({ rgba, size: { width: side, height: side }, pads, seed, quality });
      const startCpu = process.cpuUsage();
      const startMs = performance.now();
      if (way === 'TypeScript') withoutKernel(fill);
      else fill();
      const wallMs = performance.now() - startMs;
      const { user, system } = process.cpuUsage(startCpu);
      took[way].push({ wallMs, cpuMs: (user + system) / 1000 });
    }
  }
  return { took, peakBytes: process.resourceUsage().maxRSS * 1024 };
}
