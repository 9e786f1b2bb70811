import type { Task } from '../domain/contract/task.ts';
import { resultName } from '../domain/resultName.ts';
import { download } from './download.ts';
import { resultImageUrl } from './results.ts';

/** Saves results of a task as they are, each as a file of its own. */
export function downloadResults(task: Task, results = task.results): void {
  for (const result of results) {
    download(resultImageUrl(result.id, { format: 'png', download: true }), `${resultName(task, result)}.png`);
  }
}
