import { Hono } from 'hono';
import { z } from 'zod';
import type { ProviderName } from '../../src/domain/contract/provider.ts';
import type { TaskDetails } from '../../src/domain/contract/task.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Provider } from '../providers/Provider.ts';
import type { TaskReader } from '../tasks/rows/taskReader.ts';
import type { RouteEnv } from './routeContext.ts';

export interface TaskDetailsDeps {
  readonly reader: TaskReader;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly ownTasksOnly: boolean;
}

/** What was sent for a task, and the names that support asks for. */
export function taskDetailsRoutes({ reader, providers, ownTasksOnly }: TaskDetailsDeps): Hono<RouteEnv> {
  return new Hono<RouteEnv>().get('/:id/details', async (context) => {
    const id = z.uuid().safeParse(context.req.param('id'));
    const owner = ownTasksOnly ? context.get('person') : undefined;
    const task = id.success ? await reader.findStored(id.data, owner) : null;
    if (task === null) throw new ProblemError('task-not-found');
    const { externalTaskId, upstreamTaskId, picture, expansion, prompt, n, line } = task;
    const sent =
      externalTaskId === null
        ? undefined
        : // The address of callbacks is a secret of the relay's.
          await providers
            .get(task.provider)
            ?.shownSubmit({ externalTaskId, picture, expansion, prompt, n, line, callbackUrl: null });
    return context.json({ externalTaskId, upstreamTaskId, sent: sent ?? null } satisfies TaskDetails);
  });
}
