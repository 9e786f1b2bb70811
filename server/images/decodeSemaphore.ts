import { MAX_SOURCE_PIXELS } from '../../src/domain/limits.ts';
import { abortReason } from '../abortReason.ts';

interface Decoding {
  readonly width: number;
  readonly height: number;
  /** As sharp names it. */
  readonly format: string;
  /** Whether its colours are converted: then it lies in memory whole, at 16 bits and at 8. */
  readonly hasOwnColours?: boolean | undefined;
  /** Whoever gives up waits no longer. */
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  readonly cost: number;
  readonly go: () => void;
}

/** Weighted semaphore: lets so much run at once; the others wait in line, and leave it when they are given up. */
export class DecodeSemaphore {
  readonly #waiting = new Set<Waiting>();
  readonly #capacity: number;
  readonly #atOnce: number;
  #cost = 0;
  #running = 0;

  constructor(capacity: number, atOnce: number) {
    this.#capacity = capacity;
    this.#atOnce = atOnce;
  }

  /** @throws the signal's reason, an error, when it came before the turn did. */
  async run<T>(decoding: Decoding, work: () => Promise<T>): Promise<T> {
    const cost = Math.min(this.#capacity, costOf(decoding));
    await this.#turn(cost, decoding.signal);
    try {
      return await work();
    } finally {
      this.#cost -= cost;
      this.#running -= 1;
      this.#letIn();
    }
  }

  #turn(cost: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiting);
        if (signal !== undefined) reject(abortReason(signal));
        this.#letIn();
      };
      const waiting = {
        cost,
        go: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      if (signal?.aborted) return reject(abortReason(signal));
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiting);
      this.#letIn();
    });
  }

  /** In the order of coming: a large one is not passed by small ones for ever. */
  #letIn(): void {
    for (const waiting of this.#waiting) {
      const fits = this.#running < this.#atOnce && this.#cost + waiting.cost <= this.#capacity;
      if (!fits && this.#running > 0) return;
      this.#waiting.delete(waiting);
      this.#cost += waiting.cost;
      this.#running += 1;
      waiting.go();
    }
  }
}

/** These are unpacked line by line, the others as a whole: a few bytes of those may claim half a gigabyte. */
const STREAMED_FORMATS = new Set(['jpeg', 'png']);
const STREAMED_SHARE = 0.25;

/** Pixels that lie in memory at once. */
function costOf({ width, height, format, hasOwnColours = false }: Decoding): number {
  const isStreamed = STREAMED_FORMATS.has(format) && !hasOwnColours;
  return width * height * (isStreamed ? STREAMED_SHARE : 1);
}

/** In front of everything that unpacks a whole image: one of the largest at a time, or two of others. */
export const decodeSemaphore = new DecodeSemaphore(MAX_SOURCE_PIXELS, 2);
