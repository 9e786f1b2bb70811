import type { Context } from 'hono';
import { z } from 'zod';
import { ProblemError } from '../../src/domain/problem.ts';
import { finalName } from '../tasks/rows/resultFiles.ts';
import type { FoundResult, TaskReader } from '../tasks/rows/taskReader.ts';
import type { RouteEnv } from './routeContext.ts';

export interface FindResultDeps {
  readonly reader: TaskReader;
  readonly ownTasksOnly: boolean;
}

/** What no result is named is not looked for: a zero byte cannot even be asked for. */
const idSchema = z.string().regex(/^[\w-]{1,200}$/);

/** @throws ProblemError when the result in the address is not there, or is somebody else's alone. */
export async function findResult(
  { reader, ownTasksOnly }: FindResultDeps,
  context: Context<RouteEnv>,
): Promise<FoundResult> {
  const id = idSchema.safeParse(context.req.param('id'));
  const owner = ownTasksOnly ? context.get('person') : undefined;
  const result = id.success ? await reader.findResult(id.data, owner) : null;
  if (result === null) throw new ProblemError('result-not-found');
  return result;
}

/** What finishing made of it, as a stored image. */
export function finalOriginal({ id, width, height }: FoundResult) {
  return { shelf: 'results', name: finalName(id), width, height, format: 'png' } as const;
}
