import { type Task, taskSchema } from '../domain/contract/task.ts';

/** A task for tests: number `n` is created in second `n`, so larger numbers are newer. */
export function sampleTask(n: number, changes: Partial<Task> = {}): Task {
  return taskSchema.parse({
    id: sampleTaskId(n),
    revision: n + 1,
    status: 'processing',
    provider: 'built-in',
    source: {
      id: 'a'.repeat(64),
      width: 1600,
      height: 900,
      format: 'jpeg',
      fileBytes: 1000,
      orientation: 1,
      hasAlpha: false,
      copyReasons: [],
    },
    expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
    prompt: '',
    n: 1,
    progress: null,
    waiting: null,
    problem: null,
    results: [],
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
    endedAt: null,
    ...changes,
  });
}

export function sampleTaskId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
