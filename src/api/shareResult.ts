import type { Result } from '../domain/contract/result.ts';
import type { Task } from '../domain/contract/task.ts';
import { resultName } from '../domain/resultName.ts';
import { fetchFile } from './fetchFile.ts';
import { resultImageUrl } from './results.ts';

/** Whether the system has a sheet that takes image files (Web Share, level 2). */
export function canShareImages(): boolean {
  return navigator.canShare?.({ files: [new File([], 'image.png', { type: 'image/png' })] }) ?? false;
}

/** @throws ProblemError when the image cannot be had. */
export async function fileToShare(task: Task, result: Result): Promise<File> {
  const name = `${resultName(task, result)}.png`;
  const file = await fetchFile(resultImageUrl(result.id, { format: 'png' }), name);
  return new File([file], name, { type: 'image/png' });
}

/** Hands a file to the system's sheet. `late`: the press that asked for it is too long ago, so it takes another one. */
export async function shareFile(file: File): Promise<'shared' | 'dismissed' | 'late'> {
  try {
    await navigator.share({ files: [file] });
    return 'shared';
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return 'late';
    return 'dismissed';
  }
}
