import { writeFile } from 'node:fs/promises';
import type { EngineRequest } from '../providers/builtIn/expandWorker.ts';

/** Stands in for the engine's worker; the width of the source says how its thread ends. */
export async function expand({ size, resultPath }: EngineRequest): Promise<[]> {
  if (size.width === 1) process.exit(3);
  if (size.width === 2) exhaustMemory();
  await writeFile(resultPath, 'done');
  return [];
}

function exhaustMemory(): never {
  const kept: number[][] = [];
  for (;;) kept.push(new Array<number>(1_000_000).fill(0.5));
}
