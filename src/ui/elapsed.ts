import type { Task } from '../domain/contract/task.ts';
import { durationLabel } from '../domain/durationLabel.ts';

/** How long the present try of a task has taken so far, or took. Clocks that differ never make it negative. */
export function elapsedMs(task: Pick<Task, 'startedAt' | 'endedAt'>, nowMs: number): number {
  const endMs = task.endedAt ? Date.parse(task.endedAt) : nowMs;
  return Math.max(0, endMs - Date.parse(task.startedAt));
}

/** `Next try in 8 s.`, counting down to an ISO time. */
export function nextTryLabel(until: string, nowMs: number): string {
  const leftMs = Date.parse(until) - nowMs;
  return leftMs > 0 ? `Next try in ${durationLabel(leftMs + 999)}.` : 'Trying again now.';
}
