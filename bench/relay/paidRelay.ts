import { randomUUID } from 'node:crypto';
import { sourceSchema } from '../../src/domain/contract/source.ts';
import { type Task, taskSchema } from '../../src/domain/contract/task.ts';
import { RelayProcess } from '../../testing/processes/RelayProcess.ts';
import { UpstreamProcess } from '../../testing/processes/UpstreamProcess.ts';
import type { UpstreamOptions } from '../../testing/upstream/upstreamOptions.ts';

/** A relay beside a fake upstream, and the few things that a measurement asks of it. */
export class PaidRelay {
  readonly relay: RelayProcess;
  readonly upstream: UpstreamProcess;

  private constructor(relay: RelayProcess, upstream: UpstreamProcess) {
    this.relay = relay;
    this.upstream = upstream;
  }

  static async launch(options: UpstreamOptions, settings: Record<string, string> = {}): Promise<PaidRelay> {
    const upstream = await UpstreamProcess.launch(options);
    const relay = await RelayProcess.launch({
      ...{ DEERAPI_KEY: upstream.key, PROVIDER_BASE_URL: upstream.url, LOG_LEVEL: 'warn' },
      ...settings,
    });
    return new PaidRelay(relay, upstream);
  }

  async upload(file: Buffer): Promise<string> {
    const sent = await fetch(`${this.relay.url}/api/sources`, { method: 'POST', body: new Uint8Array(file) });
    return sourceSchema.parse(await sent.json()).id;
  }

  async submit(sourceId: string): Promise<Task> {
    const answer = await fetch(`${this.relay.url}/api/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ sourceId, expansion: { up: 0, right: 0.5, bottom: 0, left: 0 } }),
    });
    return taskSchema.parse(await answer.json());
  }

  async accepted(): Promise<number> {
    return (await this.upstream.state()).creates.filter(({ accepted }) => accepted !== null).length;
  }

  async dispose(): Promise<void> {
    await this.relay.dispose();
    await this.upstream.dispose();
  }
}
