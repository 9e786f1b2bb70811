/** Where the focus goes when a task comes back. */
export function cardId(taskId: string): string {
  return `task-${taskId}`;
}

/** Where the focus returns to when the viewer closes. */
export function thumbnailId(resultId: string): string {
  return `result-${resultId}`;
}
