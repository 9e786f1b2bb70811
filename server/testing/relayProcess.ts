import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './waitUntil.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** The relay as its own process, as a user starts it. */
export class RelayProcess {
  readonly #child: ChildProcess;
  /** Everything it printed, on both streams. */
  output = '';
  url = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString('utf8');
      });
    }
  }

  /** Starts without waiting for it to be up. */
  static spawn(settings: Readonly<Record<string, string>>): RelayProcess {
    const child = spawn(process.execPath, ['--import', 'tsx', main], {
      cwd: projectFolder,
      env: { PATH: process.env.PATH, LOG_LEVEL: 'trace', PORT: '0', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RelayProcess(child);
  }

  static async start(settings: Readonly<Record<string, string>>, withinMs = 60_000): Promise<RelayProcess> {
    const relay = RelayProcess.spawn(settings);
    relay.url = await waitUntil(
      'the relay to say where it is',
      () => {
        if (relay.#child.exitCode !== null) throw new Error(`The relay ended:\n${relay.output}`);
        return /Outframe is at (http:\S+)/.exec(relay.output)?.[1];
      },
      withinMs,
    );
    return relay;
  }

  /** Resolves with the exit code once it has ended. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  async end(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended();
  }
}
