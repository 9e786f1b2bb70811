import { Hono } from 'hono';
import { z } from 'zod';
import { imageQuerySchema } from '../../src/domain/contract.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { resultName } from '../../src/domain/resultName.ts';
import type { ImageStore } from '../images/imageStore.ts';
import type { Renditions } from '../images/renditions.ts';
import { sharp } from '../images/sharpSetup.ts';
import { finalName, rawName } from '../tasks/fetchAndFinish.ts';
import type { FoundResult, TaskReader } from '../tasks/taskReader.ts';
import { parseInput } from './parseInput.ts';
import type { RouteEnv } from './routeContext.ts';
import { sendImage, wantedFormat } from './sendImage.ts';

export interface ResultParts {
  readonly reader: TaskReader;
  readonly store: ImageStore;
  readonly renditions: Renditions;
}

const querySchema = imageQuerySchema.extend({ download: z.string().optional() });

export function resultRoutes({ reader, store, renditions }: ResultParts): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();

  routes.get('/:id/image', async (context) => {
    const query = parseInput(querySchema, context.req.query());
    const result = await reader.findResult(context.req.param('id'));
    if (result === null) throw new ProblemError('result-not-found');
    const original = query.rendition === 'raw' ? await rawOriginal(store, result) : finalOriginal(result);
    const { format, isNegotiated } = wantedFormat(context, query.format, query.width);
    const image =
      original && (await renditions.serve(original, { width: query.width, format, isNegotiated }));
    if (image === null) throw new ProblemError('result-not-found');
    const extension = image.contentType.replace('image/', '').replace('jpeg', 'jpg');
    const name = `${resultName(result)}.${extension}`;
    const answer = await sendImage(context, image, {
      isNegotiated,
      downloadName: query.download === undefined ? undefined : name,
    });
    if (answer === null) throw new ProblemError('result-not-found');
    return answer;
  });

  return routes;
}

function finalOriginal(result: FoundResult) {
  return {
    shelf: 'results',
    name: finalName(result.id),
    width: result.width,
    height: result.height,
    format: 'png',
  } as const;
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
