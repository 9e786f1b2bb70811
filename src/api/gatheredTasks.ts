import { type Task, taskPageSchema, taskSchema } from '../domain/contract/task.ts';
import { request } from './request.ts';

interface Asking {
  readonly resolve: (task: Task | Promise<Task>) => void;
  readonly reject: (reason: unknown) => void;
}

/** As many as the relay answers with at once. */
const MAX_AT_ONCE = 100;

let gathered = new Map<string, Asking[]>();

/**
 * A task as it is now. Those that are asked for in the same moment are asked for together: a list that is scrolled
 * wants many at once.
 *
 * @throws ProblemError as `request` does
 */
export function askForTask(taskId: string): Promise<Task> {
  return new Promise((resolve, reject) => {
    if (gathered.size === 0) setTimeout(askForGathered, 0);
    gathered.set(taskId, [...(gathered.get(taskId) ?? []), { resolve, reject }]);
  });
}

function askForGathered(): void {
  const askings = [...gathered];
  gathered = new Map();
  for (let from = 0; from < askings.length; from += MAX_AT_ONCE) {
    void askFor(new Map(askings.slice(from, from + MAX_AT_ONCE)));
  }
}

async function askFor(askings: ReadonlyMap<string, readonly Asking[]>): Promise<void> {
  try {
    const found = askings.size > 1 ? await findTasks([...askings.keys()]) : new Map<string, Task>();
    for (const [taskId, askers] of askings) {
      // One that is not among them is asked for by itself: what became of it is told there.
      const task = found.get(taskId) ?? request(taskSchema, `/api/tasks/${taskId}`);
      for (const { resolve } of askers) resolve(task);
    }
  } catch (error) {
    for (const { reject } of [...askings.values()].flat()) reject(error);
  }
}

async function findTasks(ids: readonly string[]): Promise<ReadonlyMap<string, Task>> {
  const words = new URLSearchParams({ ids: ids.join(','), limit: String(ids.length) });
  const { tasks } = await request(taskPageSchema, `/api/tasks?${words}`);
  return new Map(tasks.map((task) => [task.id, task]));
}
