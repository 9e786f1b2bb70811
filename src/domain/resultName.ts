import type { Result } from './contract/result.ts';
import type { Task } from './contract/task.ts';
import { DEFAULT_NAME_PATTERN, deliveryName } from './deliveryName.ts';

/** The name that a result goes by, and is saved under as it is, without its ending. */
export function resultName(
  { sourceName, formatId }: Pick<Task, 'sourceName' | 'formatId'>,
  { width, height, index }: Pick<Result, 'width' | 'height' | 'index'>,
): string {
  return deliveryName(DEFAULT_NAME_PATTERN, {
    ...{ source: sourceName ?? 'outframe', format: formatId },
    ...{ width, height, n: index + 1 },
  });
}
