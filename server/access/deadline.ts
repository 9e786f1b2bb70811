import { abortReason } from '../abortReason.ts';

/**
 * A signal that comes when somebody gives up or the time is over. It is held by what it waits for, since
 * `AbortSignal.any` and fetch hold theirs so weakly that the garbage collector may take them in the middle of a body.
 */
export class Deadline {
  readonly #end = new AbortController();
  readonly #outer: AbortSignal;
  readonly #timer: NodeJS.Timeout;

  constructor(outer: AbortSignal, timeoutMs: number) {
    this.#outer = outer;
    this.#timer = setTimeout(
      () => this.#end.abort(new DOMException('The time is over.', 'TimeoutError')),
      timeoutMs,
    );
    this.#timer.unref();
    outer.addEventListener('abort', this.#giveUp, { once: true });
    if (outer.aborted) this.#giveUp();
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Whether it was the time that ended it. */
  get isOver(): boolean {
    return this.signal.aborted && !this.#outer.aborted;
  }

  /** The work, unless patience ends first. */
  async with<T>(work: Promise<T>): Promise<T> {
    let stop = () => {};
    const end = new Promise<never>((_resolve, reject) => {
      stop = () => reject(abortReason(this.signal));
      this.signal.addEventListener('abort', stop, { once: true });
      if (this.signal.aborted) stop();
    });
    try {
      return await Promise.race([work, end]);
    } finally {
      // A body has thousands of pieces, each waited for on its own.
      this.signal.removeEventListener('abort', stop);
    }
  }

  /** Nothing is waited for any more. */
  release(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#giveUp);
  }

  readonly #giveUp = () => this.#end.abort(abortReason(this.#outer));
}
