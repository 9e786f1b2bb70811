import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../waitUntil.ts';
import { ServerProcess } from './ServerProcess.ts';

type RelaySettings = Readonly<Record<string, string>>;

/** The relay as users run it: bundled. */
const main = fileURLToPath(new URL('../../dist-relay/main.js', import.meta.url));

/** A relay as its own process, with a port and a data folder that stay the same when it is started again. */
export class RelayProcess {
  readonly url: string;
  readonly dataDir: string;
  /** Removed with it; null where the data belong to somebody else. */
  readonly #folder: string | null;
  readonly #server: ServerProcess;

  private constructor(port: number, settings: RelaySettings) {
    this.url = `http://127.0.0.1:${port}`;
    const { DATA_DIR } = settings;
    this.#folder = DATA_DIR === undefined ? mkdtempSync(path.join(tmpdir(), 'outframe-relay-')) : null;
    this.dataDir = DATA_DIR ?? path.join(this.#folder ?? '', 'data');
    this.#server = new ServerProcess({
      // The embedded database would be compiled twice, and the second time pays for long lives alone.
      args: ['--enable-source-maps', '--liftoff-only', main],
      // Away from the checkout, where a developer's .env lies.
      cwd: this.#folder ?? tmpdir(),
      env: {
        ...{ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: this.dataDir, LOG_LEVEL: 'info' },
        ...filledIn(settings, this.url),
      },
    });
  }

  /**
   * Starts one without waiting for it to be up.
   *
   * @param settings environment variables; without `DATA_DIR` it has a folder of its own
   */
  static async spawn(settings: RelaySettings): Promise<RelayProcess> {
    const relay = await RelayProcess.#create(settings);
    relay.#server.spawn();
    return relay;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param settings environment variables; without `DATA_DIR` it has a folder of its own
   * @param dataDir a stopped relay's data to begin with a copy of. Setting up an empty database is most of the
   * work of a first start.
   * @throws with all that it printed, when it ends instead
   */
  static async launch(settings: RelaySettings, dataDir?: string): Promise<RelayProcess> {
    const relay = await RelayProcess.#create(settings);
    try {
      if (dataDir !== undefined) cpSync(dataDir, relay.dataDir, { recursive: true });
      await relay.start();
      return relay;
    } catch (error) {
      await relay.dispose();
      throw error;
    }
  }

  static async #create(settings: RelaySettings): Promise<RelayProcess> {
    if (!existsSync(main)) throw new Error('The relay is not built: npm run build.');
    return new RelayProcess(settings.PORT === undefined ? await freePort() : Number(settings.PORT), settings);
  }

  get pid(): number {
    return this.#server.pid;
  }

  /** Everything it printed and logged. */
  get output(): string {
    return this.#server.output;
  }

  /** Starts it after it ended, on the same port and data. */
  async start(): Promise<void> {
    await this.#server.start(new RegExp(this.url));
    await waitUntil('the relay to be healthy', async () => {
      const answer = await fetch(`${this.url}/api/health`).catch(() => null);
      return answer?.ok;
    });
  }

  /** Resolves with the exit code once it has ended by itself. */
  ended(): Promise<number | null> {
    return this.#server.ended();
  }

  /** Ends it the way Ctrl-C does unless another signal is named, and returns its exit code. */
  stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGINT'): Promise<number | null> {
    return this.#server.stop(signal);
  }

  /** Ends it without a chance to tidy up. */
  async kill9(): Promise<void> {
    await this.#server.stop('SIGKILL');
  }

  /** Ends it if it runs, and deletes its own folder. */
  async dispose(): Promise<void> {
    await this.kill9();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Settings may name the relay's own address, which is known only now. */
function filledIn(settings: RelaySettings, url: string): Record<string, string> {
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
