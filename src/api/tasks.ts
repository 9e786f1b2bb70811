import {
  infiniteQueryOptions,
  mutationOptions,
  type QueryClient,
  queryOptions,
  replaceEqualDeep,
} from '@tanstack/react-query';
import { z } from 'zod';
import { resultDeletedSchema, type Task, taskPageSchema, taskSchema } from '../domain/contract/task.ts';
import type { TaskRequestInput } from '../domain/contract/taskRequest.ts';
import { type ProblemCode, ProblemError } from '../domain/problem.ts';
import { retryWhileUnreachable } from './queryClient.ts';
import { request } from './request.ts';
import { starsUnderWay, withStars } from './starsUnderWay.ts';
import { type TaskList, withChanges } from './taskList.ts';

const PAGE_SIZE = 30;

/**
 * What changed since the list was last asked for. An answer that was under way while a change arrived does not know
 * of it, so changes are brought into every answer as well.
 */
const changesSinceFetch = new Map<string, Task | null>();

/** All tasks, newest first, page by page. Kept fresh by live updates, hence never stale by itself. */
export const tasksQuery = infiniteQueryOptions({
  queryKey: ['tasks'],
  queryFn: async ({ client, pageParam, signal }) => {
    if (pageParam === null) changesSinceFetch.clear();
    const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
    if (pageParam !== null) query.set('cursor', pageParam);
    const page = await request(taskPageSchema, `/api/tasks?${query}`, { signal });
    const stars = starsUnderWay(client);
    return { ...page, tasks: page.tasks.map((task) => withStars(task, stars)) };
  },
  initialPageParam: firstPage(),
  getNextPageParam: (page) => page.nextCursor,
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: (before, fresh) =>
    replaceEqualDeep(before, isTaskList(fresh) ? withChanges(fresh, changesSinceFetch) : fresh),
});

type ChangeListener = (taskId: string, task: Task | null) => void;
const changeListeners = new Set<ChangeListener>();

/** Calls back with every task that changed, and with null for one that was deleted, until the returned function is called. */
export function onTaskChange(listener: ChangeListener): () => void {
  changeListeners.add(listener);
  return () => changeListeners.delete(listener);
}

/**
 * Brings a task that the relay told of into the list, or takes a deleted one (null) out. Stars that were pressed
 * meanwhile stay as they are shown: the relay does not know of them yet.
 */
export function upsertTaskInCache(client: QueryClient, taskId: string, told: Task | null): void {
  const task = told && withStars(told, starsUnderWay(client));
  const noted = changesSinceFetch.get(taskId);
  if (noted === null || (noted && task && noted.revision >= task.revision)) return;
  changesSinceFetch.set(taskId, task);
  for (const listener of changeListeners) listener(taskId, task);
  client.setQueryData(tasksQuery.queryKey, (list) => list && withChanges(list, changesSinceFetch));
}

/** The task that a result belongs to. */
export function taskOfResultQuery(resultId: string) {
  return queryOptions({
    queryKey: ['result', resultId],
    queryFn: async ({ client, signal }) =>
      withStars(await request(taskSchema, `/api/results/${resultId}`, { signal }), starsUnderWay(client)),
    gcTime: 60_000,
  });
}

interface SubmitVariables {
  readonly request: TaskRequestInput;
  /** One for each press of Expand: the same key never makes a second task, however often it is sent. */
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

/** Sends again by itself while the relay is away; the key makes that safe. */
export const submitTaskMutation = mutationOptions({
  mutationFn: ({ request: json, idempotencyKey, signal }: SubmitVariables) =>
    request(taskSchema, '/api/tasks', {
      method: 'POST',
      json,
      headers: { 'Idempotency-Key': idempotencyKey },
      signal,
    }),
  retry: retryWhileUnreachable,
  onSuccess: (task, _variables, _onMutateResult, { client }) => upsertTaskInCache(client, task.id, task),
});

/** What can be asked for once a task is there, and the answer that says that it has happened already. */
const TASK_CHANGES = {
  retry: 'task-not-retryable',
  cancel: 'task-ended',
  'submit-anew': 'task-not-uncertain',
  'give-up': 'task-not-uncertain',
} as const satisfies Record<string, ProblemCode>;
export type TaskChange = keyof typeof TASK_CHANGES;

/** Sends again by itself while the relay is away; what has happened meanwhile counts as done. */
export const changeTaskMutation = mutationOptions({
  mutationFn: ({ taskId, change }: { taskId: string; change: TaskChange }) => changeTask(taskId, change),
  retry: retryWhileUnreachable,
  onSuccess: (task, _variables, _onMutateResult, { client }) => upsertTaskInCache(client, task.id, task),
});

/** Sends again by itself while the relay is away: a task that is gone already counts as deleted. */
export const deleteTaskMutation = mutationOptions({
  mutationFn: (taskId: string) => deleteTask(taskId),
  retry: retryWhileUnreachable,
  onSuccess: (_nothing, taskId, _onMutateResult, { client }) => upsertTaskInCache(client, taskId, null),
});

export async function deleteTask(taskId: string, options: { keepalive?: boolean } = {}): Promise<void> {
  try {
    await request(z.unknown(), `/api/tasks/${taskId}`, { method: 'DELETE', ...options });
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'task-not-found')) throw error;
  }
}

/** Deletes one result; what became of its task is brought into the list. One that is gone already counts as deleted. */
export const deleteResultMutation = mutationOptions({
  mutationFn: (resultId: string) => deleteResult(resultId),
  retry: retryWhileUnreachable,
  onSuccess: (task, _resultId, _onMutateResult, { client }) => {
    if (task !== null) upsertTaskInCache(client, task.id, task);
  },
});

/** @returns the task as it is now; null when it went along or nobody knows */
export async function deleteResult(
  resultId: string,
  options: { keepalive?: boolean } = {},
): Promise<Task | null> {
  try {
    const path = `/api/results/${encodeURIComponent(resultId)}`;
    return (await request(resultDeletedSchema, path, { method: 'DELETE', ...options })).task;
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'result-not-found')) throw error;
    return null;
  }
}

/** Asks for a change of a task; when it has happened already, answers with the task as it is. */
async function changeTask(taskId: string, change: TaskChange): Promise<Task> {
  try {
    return await request(taskSchema, `/api/tasks/${taskId}/${change}`, { method: 'POST' });
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === TASK_CHANGES[change])) throw error;
    return await request(taskSchema, `/api/tasks/${taskId}`);
  }
}

function firstPage(): string | null {
  return null;
}

function isTaskList(data: unknown): data is TaskList {
  return typeof data === 'object' && data !== null && 'pages' in data;
}
