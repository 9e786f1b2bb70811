import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Fault } from '../upstream/fault.ts';
import type { UpstreamOptions } from '../upstream/upstreamOptions.ts';
import { type UpstreamState, upstreamStateSchema } from '../upstream/upstreamState.ts';
import { ServerProcess } from './ServerProcess.ts';

const main = fileURLToPath(new URL('../upstream/main.ts', import.meta.url));
const lineSchema = z.object({ url: z.string(), key: z.string() });

/** The fake upstream as a process, with a way to its faults and its state. */
export class UpstreamProcess {
  readonly url: string;
  readonly key: string;
  readonly #server: ServerProcess;

  private constructor(server: ServerProcess, { url, key }: z.infer<typeof lineSchema>) {
    this.#server = server;
    this.url = url;
    this.key = key;
  }

  static async launch(options: UpstreamOptions): Promise<UpstreamProcess> {
    const server = new ServerProcess({
      args: ['--import', import.meta.resolve('tsx'), main],
      cwd: tmpdir(),
      env: { FAKE_UPSTREAM: JSON.stringify(options) },
    });
    const [line] = await server.start(/\{.*\}/);
    return new UpstreamProcess(server, lineSchema.parse(JSON.parse(line)));
  }

  async state(): Promise<UpstreamState> {
    return upstreamStateSchema.parse(await (await fetch(`${this.url}/_control/state`)).json());
  }

  async addFaults(...faults: Fault[]): Promise<void> {
    const answer = await fetch(`${this.url}/_control/faults`, {
      method: 'POST',
      body: JSON.stringify(faults),
    });
    if (!answer.ok) throw new Error(`The upstream refuses these faults: ${await answer.text()}`);
  }

  async clearFaults(): Promise<void> {
    await fetch(`${this.url}/_control/faults`, { method: 'DELETE' });
  }

  async dispose(): Promise<void> {
    await this.#server.stop('SIGTERM');
  }
}
