import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RelayProcess } from '../../../testing/processes/RelayProcess.ts';

interface CrewOptions {
  readonly relays: number;
  readonly seed: number;
  readonly settings: Readonly<Record<string, string>>;
  /** Without it a relay does not start. */
  readonly databaseMayBeAway: boolean;
}

/** A relay lives this long at least before it is killed, and up to twice as long; longer where starting it takes long. */
const LIFE_MS = 2500;
/** On a busy machine what a relay does takes as much longer as starting it: less, and none would get anything done. */
const LIFE_PER_START = 4;

const START_AGAIN_MS = 1000;

/** The relays, some of them dead at any moment. */
export class RelayCrew {
  readonly #random: () => number;
  readonly #databaseMayBeAway: boolean;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #relays: (RelayProcess | null)[];
  readonly #ended: RelayProcess[] = [];
  #isKilling = true;
  readonly kills: number[] = [];

  /** @param settings of each of them */
  constructor({ relays, seed, settings, databaseMayBeAway }: CrewOptions) {
    this.#databaseMayBeAway = databaseMayBeAway;
    this.#random = seeded(seed);
    this.#relays = Array.from({ length: relays }, () => null);
    this.#settings = settings;
  }

  get output(): string {
    return [...this.#ended, ...this.#relays].map((relay) => relay?.output ?? '').join('');
  }

  async start(): Promise<void> {
    for (const index of this.#relays.keys()) this.#relays[index] = await RelayProcess.launch(this.#settings);
  }

  /** The address of a relay that lives, any of them; null when none does. */
  url(): string | null {
    const alive = this.#relays.flatMap((relay) => (relay === null ? [] : [relay.url]));
    return alive[randomInt(Math.max(1, alive.length))] ?? null;
  }

  async killAtRandom(): Promise<void> {
    let startedInMs = 0;
    while (this.#isKilling) {
      await pause(Math.max(LIFE_MS, LIFE_PER_START * startedInMs) * (1 + this.#random()));
      if (!this.#isKilling) return;
      const index = Math.floor(this.#random() * this.#relays.length);
      const victim = this.#relays[index];
      if (!victim) continue;
      this.#relays[index] = null;
      const killedMs = Date.now();
      await victim.kill9();
      this.#ended.push(victim);
      this.kills.push(killedMs);
      startedInMs = await this.#replace(index);
    }
  }

  /** Starts another one, again and again while that cannot be, as whatever watches over a server does; says how long it took. */
  async #replace(index: number): Promise<number> {
    for (;;) {
      const startingMs = performance.now();
      try {
        this.#relays[index] = await RelayProcess.launch(this.#settings);
        return performance.now() - startingMs;
      } catch (error) {
        if (!this.#databaseMayBeAway) throw error;
        await pause(START_AGAIN_MS);
      }
    }
  }

  stopKilling(): void {
    this.#isKilling = false;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#relays.map((relay) => relay?.stop('SIGTERM')));
  }
}

/** Linear congruential generator (Numerical Recipes), numbers from 0 to below 1: the same victims for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
