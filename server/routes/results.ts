import { Hono } from 'hono';
import { z } from 'zod';
import { imageQuerySchema } from '../../src/domain/contract/image.ts';
import { starSchema } from '../../src/domain/contract/lists.ts';
import { pieceQuerySchema } from '../../src/domain/piece.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { resultName } from '../../src/domain/resultName.ts';
import type { Pieces } from '../images/pieces.ts';
import type { Renditions } from '../images/renditions.ts';
import { sharp } from '../images/sharpSetup.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { storageErrorCode } from '../storage/storageError.ts';
import { discardFiles } from '../tasks/cleanup/deletedTasks.ts';
import { rawName } from '../tasks/rows/resultFiles.ts';
import type { FoundResult, TaskReader } from '../tasks/rows/taskReader.ts';
import type { TaskStore } from '../tasks/taskStore.ts';
import { finalOriginal, findResult } from './findResult.ts';
import { parseInput } from './parseInput.ts';
import { limitJson, readJson } from './readJson.ts';
import type { RouteEnv } from './routeContext.ts';
import { sendImage, wantedFormat } from './sendImage.ts';

export interface ResultDeps {
  readonly reader: TaskReader;
  readonly tasks: TaskStore;
  readonly store: ImageStore;
  readonly renditions: Renditions;
  readonly pieces: Pieces;
  readonly ownTasksOnly: boolean;
}

const querySchema = imageQuerySchema.extend({ download: z.string().optional() });

export function resultRoutes(parts: ResultDeps): Hono<RouteEnv> {
  const { reader, tasks, store, renditions, pieces, ownTasksOnly } = parts;
  const routes = new Hono<RouteEnv>();

  routes.get('/:id/image', async (context) => {
    const query = parseInput(querySchema, context.req.query());
    const result = await findResult({ reader, ownTasksOnly }, context);
    const original = query.rendition === 'raw' ? await rawOriginal(store, result) : finalOriginal(result);
    const { format, isNegotiated } = wantedFormat(context, query.format, query.width);
    const image =
      original && (await renditions.serve(original, { width: query.width, format, isNegotiated }));
    if (image === null) throw new ProblemError('result-not-found');
    const extension = image.contentType.replace('image/', '').replace('jpeg', 'jpg');
    const name = `${resultName(result, result)}.${extension}`;
    const answer = await sendImage(context, image, {
      isNegotiated,
      downloadName: query.download === undefined ? undefined : name,
    });
    if (answer === null) throw new ProblemError('result-not-found');
    return answer;
  });

  routes.get('/:id/piece', async (context) => {
    const { rendition, ...place } = parseInput(pieceQuerySchema, context.req.query());
    const result = await findResult({ reader, ownTasksOnly }, context);
    const original = rendition === 'raw' ? await rawOriginal(store, result) : finalOriginal(result);
    const piece = original && (await pieces.serve(original, place, context.req.raw.signal));
    const answer = piece && (await sendImage(context, piece, { isNegotiated: false }));
    if (answer === null) throw new ProblemError('result-not-found');
    return answer;
  });

  routes.get('/:id', async (context) => {
    const { id } = await findResult({ reader, ownTasksOnly }, context);
    const task = await reader.findByResult(id);
    if (task === null) throw new ProblemError('result-not-found');
    return context.json(task);
  });

  routes.delete('/:id', async (context) => {
    const { id } = await findResult({ reader, ownTasksOnly }, context);
    const task = await tasks.removeResult(id);
    try {
      await discardFiles(store, [id]);
    } catch (error) {
      if (storageErrorCode(error) === null) throw error;
      // The result is gone whatever its files do: they go when the storage is there again.
      context.get('logger').warn({ err: error }, 'Files of a deleted result are removed later.');
    }
    return context.json({ task });
  });

  routes.patch('/', limitJson, async (context) => {
    const { ids, isStarred } = parseInput(starSchema, await readJson(context));
    const owner = ownTasksOnly ? context.get('person') : undefined;
    return context.json({ tasks: await tasks.star(ids, { isStarred, owner }) });
  });

  return routes;
}

/** What the provider sent may be of any format and size. */
async function rawOriginal(store: ImageStore, result: FoundResult) {
  const name = rawName(result.id);
  if ((await store.sizeOf('results', name)) === null) return null;
  const { format, autoOrient } = await store.withFile('results', name, (file) =>
    sharp(file, { limitInputPixels: false }).metadata(),
  );
  return {
    shelf: 'results',
    name,
    width: autoOrient.width,
    height: autoOrient.height,
    format: format === 'heif' ? 'avif' : format,
  } as const;
}
