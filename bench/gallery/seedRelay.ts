import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Fills a data folder with tasks in every state and their results.
 *
 * @param more options of the seed
 */
export async function seedRelay(dataDir: string, tasks: number, more: readonly string[] = []): Promise<void> {
  const seeding = spawn(
    process.execPath,
    ['--import', 'tsx', 'server/testing/seed/main.ts', '--tasks', String(tasks), ...more],
    { env: { ...process.env, DATA_DIR: dataDir }, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code] = await once(seeding, 'exit');
  if (code !== 0) throw new Error(`Seeding ended with ${code}.`);
}
