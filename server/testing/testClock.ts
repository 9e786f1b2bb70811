/** A clock that runs as usual and can be put forward. */
export class TestClock {
  #aheadMs = 0;

  readonly now = (): Date => new Date(Date.now() + this.#aheadMs);

  advance(ms: number): void {
    this.#aheadMs += Math.max(0, ms);
  }
}
