import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { waitUntil } from '../waitUntil.ts';

/** A bound for what hangs, far from what an end in good order takes on a busy machine. */
const HANGING_MS = 60_000;

interface Launch {
  /** What Node gets: its own options, then the server's file. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing of the test run's own, which may hold a real key. */
  readonly env: Readonly<Record<string, string>>;
}

/** A server of ours as a process of its own, whose signals reach it and nothing in between. */
export class ServerProcess {
  readonly #launch: Launch;
  #child: ChildProcess | null = null;
  #output = '';
  /** Where the output of the running process begins. */
  #startedAt = 0;

  constructor(launch: Launch) {
    this.#launch = launch;
  }

  /** What it printed since it was first started, both streams. */
  get output(): string {
    return this.#output;
  }

  /** Of the running process. */
  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('It does not run.');
    return pid;
  }

  /** Starts it without waiting for anything. */
  spawn(): void {
    if (this.#child !== null) throw new Error('It runs already.');
    const { args, cwd, env } = this.#launch;
    this.#startedAt = this.#output.length;
    const child = spawn(process.execPath, args, { cwd, env: { ...systemEnv(), ...env }, stdio: 'pipe' });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
  }

  /** Starts it and waits for the first printed match. */
  async start(ready: RegExp): Promise<RegExpExecArray> {
    this.spawn();
    const printed = () => this.#output.slice(this.#startedAt);
    try {
      return await waitUntil(`${this.#launch.args.at(-1)} to start`, () => {
        if (this.#child === null || hasEnded(this.#child)) throw new Error('It ended at once.');
        return ready.exec(printed());
      });
    } catch (error) {
      await this.stop('SIGKILL');
      throw new Error(`${error instanceof Error ? error.message : error}\n${printed()}`);
    }
  }

  /** Resolves with the exit code once it has ended by itself; null when a signal ended it. */
  async ended(): Promise<number | null> {
    const child = this.#child;
    if (child === null) return null;
    if (!hasEnded(child)) await once(child, 'close');
    return child.exitCode;
  }

  /** Ends it and returns its exit code; null when a signal ended it or it did not run. */
  async stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return null;
    if (!hasEnded(child)) {
      const ended = once(child, 'close');
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), HANGING_MS);
      await ended;
      clearTimeout(late);
    }
    return child.exitCode;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** What a process needs to run at all. */
function systemEnv(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'LANG'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] ? [[name, process.env[name] ?? '']] : [])),
  );
}
