/** What tests read the time from and put forward. */
export interface MovableClock {
  readonly now: () => Date;
  advance(ms: number): void;
}

/** A clock that runs as usual and can be put forward. */
export class TestClock implements MovableClock {
  #aheadMs = 0;

  readonly now = (): Date => new Date(Date.now() + this.#aheadMs);

  advance(ms: number): void {
    this.#aheadMs += Math.max(0, ms);
  }
}

/** A clock that stands still until it is put forward: however slow the machine, nothing runs out by itself. */
export class StoppedClock implements MovableClock {
  #nowMs = Date.now();

  readonly now = (): Date => new Date(this.#nowMs);

  advance(ms: number): void {
    this.#nowMs += Math.max(0, ms);
  }
}
