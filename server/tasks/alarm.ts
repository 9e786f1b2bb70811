interface AlarmOptions {
  readonly now: () => Date;
  readonly ring: () => void;
  /** It rings after so long, whatever it was set to. */
  readonly maxNapMs: number;
}

const MIN_NAP_MS = 5;

/** Rings once, at the soonest of the moments that it was set to. */
export class Alarm {
  readonly #options: AlarmOptions;
  #timer: NodeJS.Timeout | undefined;
  #ringsAtMs = Number.POSITIVE_INFINITY;

  constructor(options: AlarmOptions) {
    this.#options = options;
  }

  /** @param atMs milliseconds since 1970; later than when it rings anyway, it changes nothing */
  set(atMs: number): void {
    const { now, ring, maxNapMs } = this.#options;
    const nowMs = now().getTime();
    const napMs = Math.min(maxNapMs, Math.max(MIN_NAP_MS, atMs - nowMs));
    if (nowMs + napMs >= this.#ringsAtMs) return;
    this.clear();
    this.#ringsAtMs = nowMs + napMs;
    this.#timer = setTimeout(() => {
      this.clear();
      ring();
    }, napMs);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#ringsAtMs = Number.POSITIVE_INFINITY;
  }
}
