/** Our name for the submit of a plan's step: it tells task, step and try apart, so that each is paid for by itself. */
export function planStepName(taskId: string, step: number, attempt = 1): string {
  return `${taskId}-step${step + 1}-try${attempt}`;
}

const ATTEMPT = /-try(\d+)$/;

/** The name of the next try of the same step. */
export function nextTryName(name: string): string {
  const attempt = Number(ATTEMPT.exec(name)?.[1] ?? 1);
  return `${name.replace(ATTEMPT, '')}-try${attempt + 1}`;
}
