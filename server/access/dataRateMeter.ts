/** So many bytes in every so long. */
export interface DataRate {
  readonly bytes: number;
  readonly everyMs: number;
}

/** Ends a body that trickles, where a least rate is given. What brings nothing at all is ended by its silence. */
export class DataRateMeter {
  readonly #least: DataRate | undefined;
  #waitedMs = 0;
  #bytes = 0;

  constructor(least: DataRate | undefined) {
    this.#least = least;
  }

  /** Only waiting counts: whoever reads may take their time with what has come. */
  async during<T>(reading: Promise<T>): Promise<T> {
    const fromMs = performance.now();
    try {
      return await reading;
    } finally {
      this.#waitedMs += performance.now() - fromMs;
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
