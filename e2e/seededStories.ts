import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { emptyData } from '../testing/emptyData.ts';
import { makeTemporaryFolder } from '../testing/makeTemporaryFolder.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';
import { test as base } from './fixtures.ts';

/** A bound for seeding on a busy machine. */
const SEEDING_MS = 300_000;

interface Seeded {
  /** How many tasks there are, in every state. */
  readonly seededTasks: number;
  readonly seeded: RelayProcess;
}

/** Stories on one relay with a few hundred results, which is filled once for all stories of a file. */
export const test = base.extend<object, Seeded>({
  seededTasks: [120, { option: true, scope: 'worker' }],
  seeded: [
    async ({ seededTasks }, use) => {
      const folder = await makeTemporaryFolder();
      cpSync(emptyData(), folder.path, { recursive: true });
      const args = ['--import', 'tsx', 'server/testing/seed/main.ts', '--tasks', String(seededTasks)];
      const seeding = spawn(process.execPath, args, { env: { ...process.env, DATA_DIR: folder.path } });
      await once(seeding, 'exit');
      const relay = await RelayProcess.launch({ DATA_DIR: folder.path });
      await use(relay);
      await relay.dispose();
      await folder.remove();
    },
    { scope: 'worker', timeout: SEEDING_MS },
  ],
});
