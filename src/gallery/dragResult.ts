import type { DragEvent } from 'react';
import { resultImageUrl } from '../api/results.ts';
import type { Result, Task } from '../domain/contract.ts';
import { resultName } from '../domain/resultName.ts';

/** What a dragged result carries for the stage: its id. */
const RESULT_DRAG = 'application/x-outframe-result';

/** Lets a result be dragged onto the stage, and as a file onto the desktop where the browser can do that. */
export function dragResult({ dataTransfer }: DragEvent, task: Task, result: Result): void {
  const address = resultImageUrl(result.id, { format: 'png', download: true });
  const url = new URL(address, window.location.href).href;
  dataTransfer.effectAllowed = 'copy';
  dataTransfer.setData(RESULT_DRAG, result.id);
  dataTransfer.setData('DownloadURL', `image/png:${resultName(task, result)}.png:${url}`);
  dataTransfer.setData('text/uri-list', url);
}

/** Whether a result is being dragged; which one is told when it is dropped. */
export function isResultDrag(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(RESULT_DRAG) ?? false;
}

/** Id of the result that was dropped. */
export function droppedResult(transfer: DataTransfer): string {
  return transfer.getData(RESULT_DRAG);
}
