/** Lets so many through at once; the others wait in line. */
class Gate {
  readonly #waiting: (() => void)[] = [];
  readonly #atOnce: number;
  #running = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // Whoever waits takes the place over.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

const DECODED_AT_ONCE = 2;

/** In front of everything that unpacks a whole image: a large one takes half a gigabyte while that lasts. */
export const decodeGate = new Gate(DECODED_AT_ONCE);
