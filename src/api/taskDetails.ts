import { queryOptions } from '@tanstack/react-query';
import { type Task, taskDetailsSchema } from '../domain/contract/task.ts';
import { request } from './request.ts';

/** What was sent for a task, and the names that support asks for; asked for anew when the task changes. */
export function taskDetailsQuery({ id, revision }: Task) {
  return queryOptions({
    queryKey: ['task details', id, revision],
    queryFn: ({ signal }) => request(taskDetailsSchema, `/api/tasks/${id}/details`, { signal }),
  });
}
