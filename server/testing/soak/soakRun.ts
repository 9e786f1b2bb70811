import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type FakeUpstream, startFakeUpstream } from '../../../e2e/upstream/fakeUpstream.ts';
import {
  hasEnded,
  sourceSchema,
  type Task,
  taskPageSchema,
  taskSchema,
} from '../../../src/domain/contract.ts';
import { RelayProcess } from '../relayProcess.ts';
import { testJpeg } from '../testImages.ts';

export interface SoakOptions {
  readonly relays: number;
  readonly tasks: number;
  readonly seed: number;
  readonly dataDir: string;
  /** What makes the relays use their database and their bucket. */
  readonly surroundings: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

export interface SoakOutcome {
  readonly upstream: FakeUpstream;
  /** Every task that a relay has answered with 201. */
  readonly acknowledged: ReadonlySet<string>;
  /** As the relays tell at the end. */
  readonly tasks: readonly Task[];
  readonly kills: number;
  readonly elapsedMs: number;
  readonly relayOutput: string;
}

const FAULT_RATE = 0.3;
const SUBMIT_EVERY_MS = 150;
/** A relay lives this long at least before it is killed, or as long as starting it took; and up to twice as long. */
const LIFE_MS = 2500;
/** The killing goes on this long after the last submit. */
const KILL_ON_MS = 30_000;
/** Requests under way at once. */
const CALLERS = 8;
/** A machine that does other things too may need this long to start one. */
const START_MS = 120_000;
/** When everything has been submitted, this long at most until everything has ended. */
const DRAIN_MS = 10 * 60_000;
const SIZES = [
  { width: 400, height: 320 },
  { width: 320, height: 480 },
  { width: 512, height: 384 },
];

/** Submits tasks while the upstream fails and relays are killed at random, and waits until all have ended. */
export async function soakRun(options: SoakOptions): Promise<SoakOutcome> {
  const { say } = options;
  const startedMs = performance.now();
  await mkdir(options.dataDir, { recursive: true });
  const upstream = await startFakeUpstream({
    timing: { elapsedMs: 1500 },
    chaos: { seed: options.seed, rate: FAULT_RATE },
  });
  const crew = new Crew(options, upstream);
  await crew.start();
  const killing = crew.killAtRandom();
  const acknowledged = new Set<string>();
  const sources = await Promise.all(SIZES.map(async (size) => upload(crew, await testJpeg(size))));
  let next = 0;
  const call = async () => {
    for (let number = next++; number < options.tasks; number = next++) {
      const { id } = await submit(crew, number, sources[number % sources.length] ?? '');
      acknowledged.add(id);
      if (acknowledged.size % 50 === 0) say(`  ${acknowledged.size} submitted, ${crew.kills} kills`);
      await pause(SUBMIT_EVERY_MS * CALLERS);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  await pause(KILL_ON_MS);
  crew.stopKilling();
  await killing;
  const untilMs = performance.now() + DRAIN_MS;
  let tasks = await allTasks(crew);
  while (tasks.some(({ status }) => !hasEnded(status)) && performance.now() < untilMs) {
    await pause(2000);
    tasks = await allTasks(crew);
  }
  await crew.stop();
  return {
    ...{ upstream, acknowledged, tasks, kills: crew.kills, relayOutput: crew.output },
    elapsedMs: performance.now() - startedMs,
  };
}

/** The relays, some of them dead at any moment. */
class Crew {
  readonly #options: SoakOptions;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #relays: (RelayProcess | null)[];
  readonly #ended: RelayProcess[] = [];
  #isKilling = true;
  kills = 0;

  constructor(options: SoakOptions, upstream: FakeUpstream) {
    this.#options = options;
    this.#relays = Array.from({ length: options.relays }, () => null);
    this.#settings = {
      ...options.surroundings,
      DATA_DIR: options.dataDir,
      DEERAPI_KEY: upstream.key,
      PROVIDER_BASE_URL: upstream.url,
      PROVIDER_FIRST_POLL_MS: '300',
      PROVIDER_SLOWEST_POLL_MS: '1500',
      PROVIDER_DEADLINE_MINUTES: '1',
      PROVIDER_TIMEOUT_SECONDS: '2',
      PROVIDER_SLOTS: '40',
      LOG_LEVEL: 'info',
    };
  }

  get output(): string {
    return [...this.#ended, ...this.#relays].map((relay) => relay?.output ?? '').join('');
  }

  async start(): Promise<void> {
    for (const index of this.#relays.keys())
      this.#relays[index] = await RelayProcess.start(this.#settings, START_MS);
  }

  /** The address of a relay that lives, any of them; null when none does. */
  url(): string | null {
    const alive = this.#relays.flatMap((relay) => (relay === null ? [] : [relay.url]));
    return alive[randomInt(Math.max(1, alive.length))] ?? null;
  }

  async killAtRandom(): Promise<void> {
    const random = seeded(this.#options.seed);
    let startedInMs = 0;
    while (this.#isKilling) {
      await pause(Math.max(LIFE_MS, startedInMs) * (1 + random()));
      if (!this.#isKilling) return;
      const index = Math.floor(random() * this.#relays.length);
      const victim = this.#relays[index];
      if (!victim) continue;
      this.#relays[index] = null;
      await victim.end('SIGKILL');
      this.#ended.push(victim);
      this.kills += 1;
      const startingMs = performance.now();
      this.#relays[index] = await RelayProcess.start(this.#settings, START_MS);
      startedInMs = performance.now() - startingMs;
    }
  }

  stopKilling(): void {
    this.#isKilling = false;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#relays.map((relay) => relay?.end('SIGTERM')));
  }
}

/** Asks a living relay until one answers as wanted. */
async function ask<T>(crew: Crew, path: string, init: RequestInit, read: (body: unknown) => T): Promise<T> {
  for (;;) {
    const url = crew.url();
    const answer =
      url === null
        ? null
        : await fetch(url + path, { ...init, signal: AbortSignal.timeout(10_000) })
            .then(async (response) => (response.ok ? await response.json() : null))
            .catch(() => null);
    if (answer !== null) return read(answer);
    await pause(200);
  }
}

function upload(crew: Crew, file: Buffer): Promise<string> {
  const init = { method: 'POST', body: new Uint8Array(file) };
  return ask(crew, '/api/sources', init, (body) => sourceSchema.parse(body).id);
}

function submit(crew: Crew, number: number, sourceId: string): Promise<Task> {
  const body = {
    ...{ sourceId, prompt: promptOf(number), n: 1 + (number % 2) },
    expansion: { up: 0.2, right: 0.3, bottom: 0, left: 0.1 },
  };
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `soak-${number}` },
    body: JSON.stringify(body),
  };
  return ask(crew, '/api/tasks', init, (answer) => taskSchema.parse(answer));
}

/** Tells at the upstream which task a request was for, whatever name it came under. */
function promptOf(number: number): string {
  return `task ${number}`;
}

async function allTasks(crew: Crew): Promise<Task[]> {
  const tasks: Task[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await ask(crew, `/api/tasks?limit=100${query}`, {}, (body) => taskPageSchema.parse(body));
    tasks.push(...page.tasks);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return tasks;
}

export function dataDirOf(folder: string, name: string): string {
  return path.join(folder, `data-${name}`);
}

/** Linear congruential generator (Numerical Recipes), numbers from 0 to below 1: the same victims for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
