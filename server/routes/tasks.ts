import { createHash, randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { outlinePageQuerySchema, taskPageQuerySchema } from '../../src/domain/contract/lists.ts';
import type { ProviderName } from '../../src/domain/contract/provider.ts';
import type { Source } from '../../src/domain/contract/source.ts';
import { imagesUnderWay, type Task } from '../../src/domain/contract/task.ts';
import { type TaskRequest, taskRequestSchema } from '../../src/domain/contract/taskRequest.ts';
import { type Crop, cropProblem } from '../../src/domain/crop.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Provider } from '../providers/Provider.ts';
import type { SourceStore } from '../sources/sourceStore.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { storageErrorCode } from '../storage/storageError.ts';
import { planOf } from '../tasks/admission/planOf.ts';
import type { TaskLimits } from '../tasks/admission/taskLimits.ts';
import { discardResults } from '../tasks/cleanup/deletedTasks.ts';
import type { FileOwners } from '../tasks/cleanup/fileOwners.ts';
import type { Owner } from '../tasks/rows/owner.ts';
import type { TaskStore } from '../tasks/taskStore.ts';
import { parseInput } from './parseInput.ts';
import { limitJson, readJson } from './readJson.ts';
import type { RouteEnv } from './routeContext.ts';
import { type EventStreamDeps, streamTaskEvents } from './taskEventStream.ts';

export interface TaskDeps extends EventStreamDeps {
  readonly tasks: TaskStore;
  readonly limits: TaskLimits;
  readonly fileOwners: FileOwners;
  readonly sources: SourceStore;
  readonly store: ImageStore;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly defaultProvider: ProviderName;
}

const keySchema = z.string().trim().min(1).max(200);

export function taskRoutes(parts: TaskDeps): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();

  routes.post('/', limitJson, (context) => submitTask(parts, context));

  routes.get('/', async (context) => {
    const query = parseInput(taskPageQuerySchema, context.req.query());
    return context.json(await parts.reader.page({ ...query, owner: ownerFor(parts, context) }));
  });

  routes.get('/outline', async (context) => {
    const query = parseInput(outlinePageQuerySchema, context.req.query());
    return context.json(await parts.reader.outlinePage({ ...query, owner: ownerFor(parts, context) }));
  });

  routes.get('/formats', async (context) =>
    context.json({ formatIds: await parts.reader.typedFormats(ownerFor(parts, context)) }),
  );

  routes.get('/events', (context) => streamTaskEvents(context, parts));

  routes.get('/:id', async (context) => {
    return context.json(await findTask(parts, context));
  });

  routes.post('/:id/retry', async (context) => {
    const task = await findTask(parts, context);
    const retry = () => parts.tasks.retry(task.id);
    // Only what ended without a result is submitted under a new name.
    const isPaidAgain = task.problem?.code === 'upstream-task-failed';
    return context.json(
      await (isPaidAgain
        ? parts.limits.admitAgain({ ...task, n: imagesUnderWay(task), person: context.get('person') }, retry)
        : retry()),
    );
  });

  routes.post('/:id/submit-anew', async (context) => {
    const task = await findTask(parts, context);
    const wish = { ...task, n: imagesUnderWay(task), person: context.get('person') };
    const submitAnew = () => parts.tasks.submitAnew(task.id);
    return context.json(await parts.limits.admitAgain(wish, submitAnew));
  });

  routes.post('/:id/give-up', async (context) => {
    return context.json(await parts.tasks.giveUp(await ownTaskId(parts, context)));
  });

  routes.post('/:id/cancel', async (context) => {
    return context.json(await parts.tasks.cancel(await ownTaskId(parts, context)));
  });

  routes.delete('/:id', (context) => removeTask(parts, context));

  return routes;
}

async function submitTask(parts: TaskDeps, context: Context<RouteEnv>): Promise<Response> {
  const key = keySchema.safeParse(context.req.header('idempotency-key'));
  if (!key.success) throw new ProblemError('idempotency-key-missing');
  const request = parseInput(taskRequestSchema, await readJson(context));
  const provider = request.provider ?? parts.defaultProvider;
  const doer = parts.providers.get(provider);
  if (doer === undefined) throw new ProblemError('provider-unavailable');
  const source = await requireSource(parts, request.sourceId);
  const crop = usableCrop(source, request.crop);
  const plan = planOf(request, crop ?? source, doer);
  const person = context.get('person');
  const n = request.n + (plan === null ? 0 : plan.length - 1);
  const id = randomUUID();
  const wish = { provider, n, person, idempotencyKey: key.data, taskId: id };
  const { task, isNew } = await parts.limits.admit(wish, () =>
    parts.tasks.create({
      id,
      request: { ...request, crop, provider, person },
      ...{ idempotencyKey: key.data, source, plan },
      // The key of another person is no way to that person's task.
      requestHash: hashOf(request, parts.ownTasksOnly ? person : null),
    }),
  );
  if (isNew) {
    context.get('logger').info({ taskId: task.id, person, provider, n: task.n }, 'Task submitted.');
  }
  return context.json(task, isNew ? 201 : 200);
}

async function removeTask(parts: TaskDeps, context: Context<RouteEnv>): Promise<Response> {
  const resultIds = await parts.tasks.remove(await ownTaskId(parts, context));
  try {
    await discardResults(parts, resultIds);
  } catch (error) {
    if (storageErrorCode(error) === null) throw error;
    // The task is gone whatever its files do: they go when the storage is there again.
    context.get('logger').warn({ err: error }, 'Files of a deleted task are removed later.');
  }
  return context.body(null, 204);
}

/** Whose tasks somebody sees and changes. */
function ownerFor({ ownTasksOnly }: TaskDeps, context: Context<RouteEnv>): Owner {
  return ownTasksOnly ? context.get('person') : undefined;
}

async function findTask(parts: TaskDeps, context: Context<RouteEnv>): Promise<Task> {
  const task = await parts.reader.find(taskId(context.req.param('id')), ownerFor(parts, context));
  if (task === null) throw new ProblemError('task-not-found');
  return task;
}

/** Looks only where it matters: whether a task is there at all, whoever changes it finds out. */
async function ownTaskId(parts: TaskDeps, context: Context<RouteEnv>): Promise<string> {
  return parts.ownTasksOnly ? (await findTask(parts, context)).id : taskId(context.req.param('id'));
}

function taskId(text: string | undefined): string {
  const id = z.uuid().safeParse(text);
  if (!id.success) throw new ProblemError('task-not-found');
  return id.data;
}

/** The row and the file: a source whose file was taken away can be opened again. */
async function requireSource({ sources, store }: TaskDeps, id: string): Promise<Source> {
  const source = await sources.find(id);
  const isThere = source !== null && (await store.sizeOf('sources', id)) !== null;
  if (!isThere) throw new ProblemError('source-not-found');
  return source;
}

/**
 * What is kept of a source; null when that is all of it.
 *
 * @throws ProblemError when the source has no such part, or it could not be sent.
 */
function usableCrop(source: Source, crop: Crop | null): Crop | null {
  if (crop === null || (crop.width === source.width && crop.height === source.height)) return null;
  const problem = cropProblem(source, crop);
  if (problem !== null) throw new ProblemError(problem);
  return crop;
}

/** The parsed request with its fields in fixed order, so that spelling the same differently counts as the same. */
function hashOf(
  { sourceId, expansion, crop, prompt, n, provider, formatId, maxSteps, batch }: TaskRequest,
  person: string | null,
): string {
  const { up, right, bottom, left } = expansion;
  const fields: unknown[] = [sourceId, up, right, bottom, left, prompt, n, provider ?? null];
  // Left out where there is none, as it was before tasks had one.
  if (formatId !== null) fields.push(formatId);
  if (maxSteps !== 1) fields.push({ maxSteps });
  if (batch !== null) fields.push({ batch: batch.id });
  if (crop !== null) fields.push({ crop: [crop.left, crop.top, crop.width, crop.height] });
  if (person !== null) fields.push({ person });
  const canonical = JSON.stringify(fields);
  return createHash('sha256').update(canonical).digest('hex');
}
