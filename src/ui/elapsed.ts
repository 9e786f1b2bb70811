import type { Task } from '../domain/contract/task.ts';

/** How long the present try of a task has taken so far, or took. Clocks that differ never make it negative. */
export function elapsedMs(task: Pick<Task, 'startedAt' | 'endedAt'>, nowMs: number): number {
  const endMs = task.endedAt ? Date.parse(task.endedAt) : nowMs;
  return Math.max(0, endMs - Date.parse(task.startedAt));
}

/** `8 s`, `1 min 05 s`, `2 h 07 min`, `3 d 4 h`. */
export function elapsedLabel(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return `${seconds} s`;
  if (hours === 0) return `${minutes} min ${twoDigits(seconds % 60)} s`;
  if (hours < 24) return `${hours} h ${twoDigits(minutes % 60)} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `Next try in 8 s.`, counting down to an ISO time. */
export function nextTryLabel(until: string, nowMs: number): string {
  const leftMs = Date.parse(until) - nowMs;
  return leftMs > 0 ? `Next try in ${elapsedLabel(leftMs + 999)}.` : 'Trying again now.';
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
