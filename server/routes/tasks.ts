import { createHash, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import {
  type ProviderName,
  type Task,
  type TaskRequest,
  taskPageQuerySchema,
  taskRequestSchema,
} from '../../src/domain/contract.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { ImageStore } from '../images/imageStore.ts';
import type { SourceStore } from '../images/sourceStore.ts';
import { storageTrouble } from '../images/storageTrouble.ts';
import type { Provider } from '../providers/Provider.ts';
import { discardResults } from '../tasks/housekeeping.ts';
import type { TaskLimits } from '../tasks/taskLimits.ts';
import type { TaskQueue } from '../tasks/taskQueue.ts';
import type { TaskStore } from '../tasks/taskStore.ts';
import { parseInput } from './parseInput.ts';
import { limitJson, readJson } from './readJson.ts';
import type { RouteEnv } from './routeContext.ts';
import { type EventStreamParts, streamTaskEvents } from './taskEventStream.ts';

export interface TaskParts extends EventStreamParts {
  readonly tasks: TaskStore;
  readonly limits: TaskLimits;
  readonly queue: TaskQueue;
  readonly sources: SourceStore;
  readonly store: ImageStore;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly defaultProvider: ProviderName;
}

const keySchema = z.string().trim().min(1).max(200);

export function taskRoutes(parts: TaskParts): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();

  routes.post('/', limitJson, async (context) => {
    const key = keySchema.safeParse(context.req.header('idempotency-key'));
    if (!key.success) throw new ProblemError('idempotency-key-missing');
    const request = parseInput(taskRequestSchema, await readJson(context));
    const provider = request.provider ?? parts.defaultProvider;
    if (!parts.providers.has(provider)) throw new ProblemError('provider-unavailable');
    await requireSource(parts, request.sourceId);
    const person = context.get('person');
    const wish = { provider, n: request.n, person, idempotencyKey: key.data };
    const { task, isNew } = await parts.limits.admit(wish, () =>
      parts.tasks.create({
        id: randomUUID(),
        request: { ...request, provider, person },
        idempotencyKey: key.data,
        requestHash: hashOf(request),
      }),
    );
    if (isNew) {
      context.get('logger').info({ taskId: task.id, person, provider, n: task.n }, 'Task submitted.');
    }
    return context.json(task, isNew ? 201 : 200);
  });

  routes.get('/', async (context) => {
    const query = parseInput(taskPageQuerySchema, context.req.query());
    return context.json(await parts.reader.page(query));
  });

  routes.get('/events', (context) => streamTaskEvents(context, parts));

  routes.get('/:id', async (context) => {
    return context.json(await findTask(parts, context.req.param('id')));
  });

  routes.post('/:id/retry', async (context) => {
    const task = await findTask(parts, context.req.param('id'));
    const retry = () => parts.tasks.retry(task.id);
    // Only what ended without a result is submitted under a new name.
    const isPaidAgain = task.problem?.code === 'upstream-task-failed';
    return context.json(
      await (isPaidAgain
        ? parts.limits.admitAgain({ ...task, person: context.get('person') }, retry)
        : retry()),
    );
  });

  routes.post('/:id/submit-anew', async (context) => {
    const task = await findTask(parts, context.req.param('id'));
    const wish = { ...task, person: context.get('person') };
    const submitAnew = () => parts.tasks.submitAnew(task.id);
    return context.json(await parts.limits.admitAgain(wish, submitAnew));
  });

  routes.post('/:id/give-up', async (context) => {
    return context.json(await parts.tasks.giveUp(taskId(context.req.param('id'))));
  });

  routes.post('/:id/cancel', async (context) => {
    return context.json(await parts.tasks.cancel(taskId(context.req.param('id'))));
  });

  routes.delete('/:id', async (context) => {
    const resultIds = await parts.tasks.remove(taskId(context.req.param('id')));
    try {
      await discardResults(parts, resultIds);
    } catch (error) {
      if (storageTrouble(error) === null) throw error;
      // The task is gone whatever its files do: they go when the storage is there again.
      context.get('logger').warn({ err: error }, 'Files of a deleted task are removed later.');
    }
    return context.body(null, 204);
  });

  return routes;
}

function taskId(text: string): string {
  if (!z.uuid().safeParse(text).success) throw new ProblemError('task-not-found');
  return text;
}

async function findTask({ reader }: TaskParts, id: string): Promise<Task> {
  const task = await reader.find(taskId(id));
  if (task === null) throw new ProblemError('task-not-found');
  return task;
}

/** The row and the file: a source whose file was taken away can be opened again. */
async function requireSource({ sources, store }: TaskParts, id: string): Promise<void> {
  const isThere = (await sources.find(id)) !== null && (await store.sizeOf('sources', id)) !== null;
  if (!isThere) throw new ProblemError('source-not-found');
}

/** The parsed request with its fields in fixed order, so that spelling the same differently counts as the same. */
function hashOf({ sourceId, expansion, prompt, n, provider }: TaskRequest): string {
  const { up, right, bottom, left } = expansion;
  const canonical = JSON.stringify([sourceId, up, right, bottom, left, prompt, n, provider ?? null]);
  return createHash('sha256').update(canonical).digest('hex');
}
