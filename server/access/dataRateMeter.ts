/** So many bytes in every so long. */
export interface DataRate {
  readonly bytes: number;
  readonly everyMs: number;
}

/** Ends a body that trickles, where a least rate is given. What brings nothing at all is ended by its silence. */
export class DataRateMeter {
  readonly #least: DataRate | undefined;
  readonly #nowMs: () => number;
  #waitedMs = 0;
  #bytes = 0;

  /** @param nowMs a clock that never goes back */
  constructor(least: DataRate | undefined, nowMs = () => performance.now()) {
    this.#least = least;
    this.#nowMs = nowMs;
  }

  /** Only waiting counts: whoever reads may take their time with what has come. */
  async during<T>(reading: Promise<T>): Promise<T> {
    const fromMs = this.#nowMs();
    try {
      return await reading;
    } finally {
      this.#waitedMs += this.#nowMs() - fromMs;
    }
  }

  /** @throws DOMException `TimeoutError` when too little came in the time that was waited. */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#least === undefined || this.#waitedMs < this.#least.everyMs) return;
    if (this.#bytes < this.#least.bytes) throw new DOMException('It came too slowly.', 'TimeoutError');
    this.#waitedMs = 0;
    this.#bytes = 0;
  }
}
