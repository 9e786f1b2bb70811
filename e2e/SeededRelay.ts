import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyEmptyData } from '../testing/emptyData.ts';
import { makeTemporaryFolder } from '../testing/makeTemporaryFolder.ts';
import { RelayProcess } from '../testing/processes/RelayProcess.ts';

/** A relay with a few hundred results, kept for the next story that wants as many. */
export class SeededRelay {
  #kept: { readonly tasks: number; readonly relay: RelayProcess; remove(): Promise<void> } | null = null;

  /** @param tasks how many it has, in every state */
  async take(tasks: number): Promise<RelayProcess> {
    if (this.#kept?.tasks === tasks) return this.#kept.relay;
    await this.drop();
    const folder = await makeTemporaryFolder();
    copyEmptyData(folder.path);
    const args = ['--import', 'tsx', 'server/testing/seed/main.ts', '--tasks', String(tasks)];
    const seeding = spawn(process.execPath, args, { env: { ...process.env, DATA_DIR: folder.path } });
    await once(seeding, 'exit');
    const relay = await RelayProcess.launch({ DATA_DIR: folder.path });
    this.#kept = { tasks, relay, remove: folder.remove };
    return relay;
  }

  async drop(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    await kept?.relay.dispose();
    await kept?.remove();
  }
}
