import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ServerProcess } from './ServerProcess.ts';
import { waitUntil } from './waitUntil.ts';

/** A relay with a folder and a port of its own; both stay the same when it is started again. */
export class RelayProcess {
  readonly url: string;
  readonly dataDir: string;
  readonly #folder: string;
  readonly #server: ServerProcess;

  private constructor(port: number, settings: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#folder = mkdtempSync(path.join(tmpdir(), 'outframe-relay-'));
    this.dataDir = path.join(this.#folder, 'data');
    mkdirSync(this.dataDir);
    this.#server = new ServerProcess({
      file: new URL('../../server/main.ts', import.meta.url),
      // Away from the checkout, where a developer's .env lies.
      cwd: this.#folder,
      env: {
        ...{ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: this.dataDir, LOG_LEVEL: 'info' },
        ...filledIn(settings, this.url),
      },
    });
  }

  /**
   * @param settings environment variables besides port, host and folder
   * @param dataDir a stopped relay's data to begin with a copy of. Setting up an empty database is most of the
   * work of a first start.
   */
  static async launch(settings: Readonly<Record<string, string>>, dataDir?: string): Promise<RelayProcess> {
    const relay = new RelayProcess(await freePort(), settings);
    try {
      if (dataDir !== undefined) cpSync(dataDir, relay.dataDir, { recursive: true });
      await relay.start();
      return relay;
    } catch (error) {
      await relay.dispose();
      throw error;
    }
  }

  get pid(): number {
    return this.#server.pid;
  }

  /** Everything it printed and logged. */
  get output(): string {
    return this.#server.output;
  }

  /** Starts it after `stop` or `kill9`, on the same port and data. */
  async start(): Promise<void> {
    await this.#server.start(new RegExp(this.url));
    await waitUntil('the relay to be healthy', async () => {
      const answer = await fetch(`${this.url}/api/health`).catch(() => null);
      return answer?.ok ? answer : null;
    });
  }

  /** Ends it the way Ctrl-C does, and returns its exit code. */
  stop(): Promise<number | null> {
    return this.#server.stop('SIGINT');
  }

  /** Ends it without a chance to tidy up. */
  async kill9(): Promise<void> {
    await this.#server.stop('SIGKILL');
  }

  /** Ends it and deletes its folder. */
  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Settings may name the relay's own address, which is known only now. */
function filledIn(settings: Readonly<Record<string, string>>, url: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, value.replace('{relay}', url)]),
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('No port.')),
      );
    });
  });
}
