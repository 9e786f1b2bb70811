import { queueOptionsSymbol, type TaskQueue } from 'piscina';

type QueuedTask = Parameters<TaskQueue['push']>[0];

/** Marks work for a pool as being in a line; left out, all of it is in one. */
export function inLine<Work extends object>(line: string, work: Work): Work {
  return { ...work, [queueOptionsSymbol]: { line } };
}

/** What waits for a thread, in lines that take turns: one with hundreds in it lets the first of another through. */
export class FairTaskQueue implements TaskQueue {
  /** The line whose turn it is comes first. */
  readonly #lines = new Map<string, QueuedTask[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(task: QueuedTask): void {
    const line = lineOf(task);
    const waiting = this.#lines.get(line);
    if (waiting === undefined) this.#lines.set(line, [task]);
    else waiting.push(task);
    this.#size += 1;
  }

  shift(): QueuedTask | null {
    const [turn] = this.#lines;
    if (turn === undefined) return null;
    const [line, waiting] = turn;
    const task = waiting.shift() ?? null;
    this.#lines.delete(line);
    if (waiting.length > 0) this.#lines.set(line, waiting);
    this.#size -= 1;
    return task;
  }

  remove(task: QueuedTask): void {
    const line = lineOf(task);
    const waiting = this.#lines.get(line) ?? [];
    const at = waiting.indexOf(task);
    if (at < 0) return;
    waiting.splice(at, 1);
    if (waiting.length === 0) this.#lines.delete(line);
    this.#size -= 1;
  }
}

function lineOf(task: QueuedTask): string {
  const options = task[queueOptionsSymbol];
  return options !== null && 'line' in options ? String(options.line) : '';
}
