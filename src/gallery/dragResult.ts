import type { DragEvent } from 'react';
import { resultImageUrl } from '../api/results.ts';
import type { Result } from '../domain/contract/result.ts';
import type { Task } from '../domain/contract/task.ts';
import { resultName } from '../domain/resultName.ts';
import { RESULT_DRAG } from './droppedResult.ts';

/** Lets a result be dragged onto the stage, and as a file onto the desktop where the browser can do that. */
export function dragResult({ dataTransfer }: DragEvent, task: Task, result: Result): void {
  const address = resultImageUrl(result.id, { format: 'png', download: true });
  const url = new URL(address, window.location.href).href;
  dataTransfer.effectAllowed = 'copy';
  dataTransfer.setData(RESULT_DRAG, result.id);
  dataTransfer.setData('DownloadURL', `image/png:${resultName(task, result)}.png:${url}`);
  dataTransfer.setData('text/uri-list', url);
}
