import { MAX_IMAGES } from '../../../src/domain/limits.ts';

/** Names the files of a result, the same however often a step is begun again. */
export function resultIdOf(externalTaskId: string, index: number): string {
  return `${externalTaskId}-${index}`;
}

/** The submit that a result came from, by the result's id. */
export function submitOf(resultId: string): string {
  return resultId.replace(/-\d+$/, '');
}

/** The results that a submit may have left files of, whether rows tell of them or not. */
export function possibleResultIds(externalTaskId: string | null): string[] {
  if (externalTaskId === null) return [];
  return Array.from({ length: MAX_IMAGES }, (_, index) => resultIdOf(externalTaskId, index));
}

export function rawName(resultId: string): string {
  return `${resultId}.raw`;
}

export function finalName(resultId: string): string {
  return `${resultId}.png`;
}
