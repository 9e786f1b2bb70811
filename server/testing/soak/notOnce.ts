import type { Task } from '../../../src/domain/contract/task.ts';
import type { Submission } from './soakLoad.ts';

type Shown = Pick<Task, 'id' | 'prompt' | 'batch'>;

/**
 * What is wrong with the tasks that submits became: each is there exactly once however often it was sent, in the batch
 * that it was submitted in, and nothing else is in any batch.
 *
 * @param acknowledged every submit, with the tasks that relays have answered it with
 */
export function notOnce(
  acknowledged: ReadonlyMap<Pick<Submission, 'prompt' | 'batch'>, ReadonlySet<string>>,
  tasks: readonly Shown[],
): string[] {
  const faults: string[] = [];
  for (const [{ prompt, batch }, ids] of acknowledged) {
    const there = tasks.filter((task) => task.prompt === prompt);
    if (there.length !== 1) faults.push(`${prompt} is there ${there.length}×`);
    if (ids.size !== 1) faults.push(`${prompt} was answered with ${ids.size} tasks`);
    for (const task of there) {
      if (!ids.has(task.id)) faults.push(`${prompt} was answered with another task than ${task.id}`);
      const isInBatch = task.batch?.id === batch?.id && task.batch?.name === batch?.name;
      if (!isInBatch) faults.push(`${prompt} is in the batch ${task.batch?.name}, not in ${batch?.name}`);
    }
  }
  const prompts = new Set([...acknowledged.keys()].map(({ prompt }) => prompt));
  for (const { prompt } of tasks) if (!prompts.has(prompt)) faults.push(`nobody submitted ${prompt}`);
  return faults;
}
