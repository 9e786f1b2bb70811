/** A step under way in this process. */
interface RunningStep {
  readonly lane: string;
  /** Of the row that it was taken from. */
  readonly revision: number;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** The steps under way in this process, one a task, each in its lane. Every lane has places of its own. */
export class RunningSteps {
  readonly #laneSize: number;
  readonly #steps = new Map<string, RunningStep>();

  /** @param laneSize steps at once that wait for the same thing */
  constructor(laneSize: number) {
    this.#laneSize = laneSize;
  }

  get isEmpty(): boolean {
    return this.#steps.size === 0;
  }

  add(taskId: string, step: RunningStep): void {
    this.#steps.set(taskId, step);
  }

  remove(taskId: string): void {
    this.#steps.delete(taskId);
  }

  has(taskId: string): boolean {
    return this.#steps.has(taskId);
  }

  /** Whether a step is under way that was taken from a later state of its task. */
  isBegunAfter(taskId: string, revision: number): boolean {
    return (this.#steps.get(taskId)?.revision ?? 0) > revision;
  }

  breakOff(taskId: string): void {
    this.#steps.get(taskId)?.abort.abort();
  }

  /** Resolves once all have stopped. */
  async breakOffAll(): Promise<void> {
    const running = [...this.#steps.values()];
    for (const { abort } of running) abort.abort();
    await Promise.all(running.map(({ done }) => done));
  }

  /** Resolves once any has ended. */
  async oneDone(): Promise<void> {
    await Promise.race([...this.#steps.values()].map(({ done }) => done));
  }

  /** How many steps may begin whatever their lanes, the lanes in which none may, and the tasks that have one already. */
  room(): { readonly limit: number; readonly full: readonly string[]; readonly running: readonly string[] } {
    const counts = new Map<string, number>();
    for (const { lane } of this.#steps.values()) counts.set(lane, (counts.get(lane) ?? 0) + 1);
    const full = [...counts].flatMap(([lane, count]) => (count >= this.#laneSize ? [lane] : []));
    const most = Math.max(0, ...[...counts.values()].filter((count) => count < this.#laneSize));
    return { limit: this.#laneSize - most, full, running: [...this.#steps.keys()] };
  }
}
