/** Changes that somebody is told of when they ask; whoever asks while there are none may wait for the next. */
export class News {
  #tell: () => void = () => undefined;
  #isTold = false;
  #heard = Promise.resolve();

  /** Something changed. */
  add(): void {
    this.#isTold = false;
    this.#tell();
  }

  /** All that there is has been told. */
  takeAll(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#heard = new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  /** Settles at once while there is something that was not told, else with the next change. */
  get heard(): Promise<void> {
    return this.#heard;
  }
}
