import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The last makes a frame of 100 MP. */
const SIZES = [1, 4, 16, 33.3];

/** Seconds and highest memory of one finish at three times the area, each in a process of its own, beside naive. */
export async function printCosts(): Promise<void> {
  console.log('\nOne image at 3× the area: processor seconds and highest memory, finished and naive');
  for (const megapixels of SIZES) {
    const [finished, naive] = [await cost(megapixels, 'finished'), await cost(megapixels, 'naive')];
    const ratio = finished.seconds / naive.seconds;
    console.log(
      `  ${String(megapixels).padStart(4)} MP  ${finished.seconds.toFixed(1)} s, ${finished.memoryMb} MB   ` +
        `${naive.seconds.toFixed(1)} s, ${naive.memoryMb} MB   ${ratio.toFixed(1)}×`,
    );
  }
}

/** What one run cost beyond starting up. */
interface Cost {
  readonly seconds: number;
  readonly memoryMb: number;
}

async function cost(megapixels: number, how: 'finished' | 'naive'): Promise<Cost> {
  const file = fileURLToPath(new URL('./costRun.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, String(megapixels), how], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const part of child.stdout) output += String(part);
  const [seconds = 0, memoryMb = 0] = output.split(' ').map(Number);
  return { seconds, memoryMb };
}
